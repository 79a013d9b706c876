package io.reprieve.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Entries of the index of seen ids in ascending order of key, then ref. Not thread-safe. */
interface SeenCursor {
    Comparator<SeenCursor> ORDER =
            (one, other) -> {
                int order = Long.compare(one.hi(), other.hi());
                order = order != 0 ? order : Long.compare(one.lo(), other.lo());
                return order != 0 ? order : Long.compare(one.ref(), other.ref());
            };

    /** Steps to the next entry; false at the end. Needed before the first entry too. */
    boolean advance() throws SQLException;

    long hi();

    long lo();

    long ref();

    /** All entries of several cursors in one order. */
    static SeenCursor merged(List<SeenCursor> cursors) throws SQLException {
        return cursors.size() == 1 ? cursors.get(0) : new Merged(cursors);
    }

    /** A merge that keeps one entry of each cursor in memory. */
    final class Merged implements SeenCursor {
        private final PriorityQueue<SeenCursor> heads = new PriorityQueue<>(ORDER);
        private final List<SeenCursor> notBegun;
        private SeenCursor current;

        private Merged(List<SeenCursor> cursors) {
            notBegun = new ArrayList<>(cursors);
        }

        @Override
        public boolean advance() throws SQLException {
            for (SeenCursor cursor : notBegun) {
                if (cursor.advance()) {
                    heads.add(cursor);
                }
            }
            notBegun.clear();
            if (current != null && current.advance()) {
                heads.add(current);
            }
            current = heads.poll();
            return current != null;
        }

        @Override
        public long hi() {
            return current.hi();
        }

        @Override
        public long lo() {
            return current.lo();
        }

        @Override
        public long ref() {
            return current.ref();
        }
    }
}
