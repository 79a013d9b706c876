package io.reprieve.ledger;

/** Names one row for good: the number of its chunk and its place in it, in one long. */
final class RowId {
    /** Most rows of a chunk. */
    static final int CHUNK = 1000;

    private static final int BITS = 10;

    private RowId() {}

    static long of(long chunk, int place) {
        return chunk << BITS | place;
    }

    static long chunk(long ref) {
        return ref >> BITS;
    }

    static int place(long ref) {
        return (int) (ref & (1 << BITS) - 1);
    }
}
