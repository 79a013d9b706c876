package io.reprieve.practice;

/**
 * One part of the release counts: an open table with linear probing. Small parts, and growth by a
 * quarter, keep the memory near what is used, and each array below the size that a garbage
 * collector treats as huge. Safe for use by many threads.
 */
final class CountTable {

    private static final int FIRST_CAPACITY = 16;
    private static final double MAX_LOAD = 0.85;
    private static final int MAX = 65_535;

    private long[] high = new long[FIRST_CAPACITY];
    private int[] low = new int[FIRST_CAPACITY];
    private char[] counts = new char[FIRST_CAPACITY];
    private char[] minutes = new char[FIRST_CAPACITY];
    private int size;

    /** Counts one release and returns the new count. */
    synchronized int add(PackedKey key, long hash, int minute) {
        int slot = find(key.high(), key.low(), hash);
        if (high[slot] == 0) {
            if (size + 1 > MAX_LOAD * high.length) {
                grow();
                slot = find(key.high(), key.low(), hash);
            }
            high[slot] = key.high();
            low[slot] = key.low();
            size++;
        }
        if (counts[slot] < MAX) {
            counts[slot]++;
        }
        minutes[slot] = (char) Math.min(MAX, minute);
        return counts[slot];
    }

    /** What is known of one message. */
    synchronized ReleaseCounts.Tally get(PackedKey key, long hash) {
        int slot = find(key.high(), key.low(), hash);
        return high[slot] == 0
                ? ReleaseCounts.Tally.NONE
                : new ReleaseCounts.Tally(counts[slot], minutes[slot]);
    }

    /** Visits every message in the table as it is now; counting goes on meanwhile. */
    <E extends Exception> void forEach(ReleaseCounts.Visitor<E> visitor) throws E {
        long[] highNow;
        int[] lowNow;
        char[] countsNow;
        synchronized (this) {
            highNow = high.clone();
            lowNow = low.clone();
            countsNow = counts.clone();
        }
        for (int slot = 0; slot < highNow.length; slot++) {
            if (highNow[slot] != 0) {
                visitor.visit(new PackedKey(highNow[slot], lowNow[slot]).text(), countsNow[slot]);
            }
        }
    }

    /** Forgets everything and gives the memory back. */
    synchronized void clear() {
        allocate(FIRST_CAPACITY);
        size = 0;
    }

    private int find(long keyHigh, int keyLow, long hash) {
        int capacity = high.length;
        int slot = (int) ((hash & 0xFFFFFFFFL) * capacity >>> 32);
        while (high[slot] != 0 && (high[slot] != keyHigh || low[slot] != keyLow)) {
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldHigh = high;
        int[] oldLow = low;
        char[] oldCounts = counts;
        char[] oldMinutes = minutes;
        allocate(high.length + high.length / 4);
        for (int i = 0; i < oldHigh.length; i++) {
            if (oldHigh[i] != 0) {
                int slot = find(oldHigh[i], oldLow[i], ReleaseCounts.hash(oldHigh[i], oldLow[i]));
                high[slot] = oldHigh[i];
                low[slot] = oldLow[i];
                counts[slot] = oldCounts[i];
                minutes[slot] = oldMinutes[i];
            }
        }
    }

    private void allocate(int capacity) {
        high = new long[capacity];
        low = new int[capacity];
        counts = new char[capacity];
        minutes = new char[capacity];
    }
}
