package io.reprieve.ledger;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Entries of the index of seen ids in ascending order of key. Not thread-safe. */
interface SeenCursor {
    /** Steps to the next entry; false at the end. Needed before the first entry too. */
    boolean advance() throws SQLException;

    long hi();

    long lo();

    long ref();

    /** Whether this entry's key comes before that key. */
    default boolean isBefore(long hi, long lo) {
        return hi() < hi || (hi() == hi && lo() < lo);
    }

    /** Whether this entry's key is that key. */
    default boolean isAt(long hi, long lo) {
        return hi() == hi && lo() == lo;
    }

    /** All entries of several cursors in one order; equal keys in the order of the cursors. */
    static SeenCursor merged(List<? extends SeenCursor> cursors) {
        return cursors.size() == 1 ? cursors.get(0) : new Merged(cursors);
    }

    /** A merge that keeps one entry of each cursor in memory. */
    final class Merged implements SeenCursor {
        private static final Comparator<Head> ORDER =
                (one, other) -> {
                    int order = Long.compare(one.hi, other.hi);
                    order = order != 0 ? order : Long.compare(one.lo, other.lo);
                    return order != 0 ? order : Integer.compare(one.rank, other.rank);
                };

        private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);
        private final List<? extends SeenCursor> cursors;
        private boolean begun;
        private Head current;

        private Merged(List<? extends SeenCursor> cursors) {
            this.cursors = List.copyOf(cursors);
        }

        @Override
        public boolean advance() throws SQLException {
            if (!begun) {
                begun = true;
                for (int rank = 0; rank < cursors.size(); rank++) {
                    push(new Head(cursors.get(rank), rank));
                }
            } else if (current != null) {
                push(current);
            }
            current = heads.poll();
            return current != null;
        }

        private void push(Head head) throws SQLException {
            if (head.cursor.advance()) {
                head.hi = head.cursor.hi();
                head.lo = head.cursor.lo();
                heads.add(head);
            }
        }

        @Override
        public long hi() {
            return current.hi;
        }

        @Override
        public long lo() {
            return current.lo;
        }

        @Override
        public long ref() {
            return current.cursor.ref();
        }

        /** One cursor at its present entry. */
        private static final class Head {
            private final SeenCursor cursor;
            private final int rank;
            private long hi;
            private long lo;

            private Head(SeenCursor cursor, int rank) {
                this.cursor = cursor;
                this.rank = rank;
            }
        }
    }
}
