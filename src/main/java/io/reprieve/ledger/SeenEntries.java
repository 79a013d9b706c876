package io.reprieve.ledger;

import java.util.Arrays;

/**
 * Entries of the index of seen ids, gathered unsorted and read back sorted by key, then by ref, at
 * 32 bytes each. Not thread-safe.
 */
final class SeenEntries {
    /** Most entries: their places fit into the low bits that a sort key spares for them. */
    static final int MAX_ENTRIES = 1 << 18;

    private static final long PLACE = MAX_ENTRIES - 1L;

    private static final int FIRST = 1024;

    private long[] hi = new long[FIRST];
    private long[] lo = new long[FIRST];
    private long[] ref = new long[FIRST];
    private long[] order = new long[0];
    private int size;

    void add(long keyHi, long keyLo, long reference) {
        if (size == hi.length) {
            hi = Arrays.copyOf(hi, size * 2);
            lo = Arrays.copyOf(lo, size * 2);
            ref = Arrays.copyOf(ref, size * 2);
        }
        hi[size] = keyHi;
        lo[size] = keyLo;
        ref[size] = reference;
        size++;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** A cursor over the entries in order; valid until the next {@link #add} or {@link #clear}. */
    SeenCursor sorted() {
        if (order.length < size) {
            order = new long[hi.length];
        }
        for (int i = 0; i < size; i++) {
            order[i] = (hi[i] & ~PLACE) | i;
        }
        Arrays.sort(order, 0, size);
        // Keys that agree in all but the low bits are rare neighbours: put each in its place.
        for (int i = 1; i < size; i++) {
            for (int j = i; j > 0 && isBefore(at(j), at(j - 1)); j--) {
                long swap = order[j];
                order[j] = order[j - 1];
                order[j - 1] = swap;
            }
        }
        return new Sorted();
    }

    private int at(int position) {
        return (int) (order[position] & PLACE);
    }

    private boolean isBefore(int one, int other) {
        if (hi[one] != hi[other]) {
            return hi[one] < hi[other];
        }
        return lo[one] != lo[other] ? lo[one] < lo[other] : ref[one] < ref[other];
    }

    private final class Sorted implements SeenCursor {
        private int position = -1;

        @Override
        public boolean advance() {
            return ++position < size;
        }

        @Override
        public long hi() {
            return hi[at(position)];
        }

        @Override
        public long lo() {
            return lo[at(position)];
        }

        @Override
        public long ref() {
            return ref[at(position)];
        }
    }
}
