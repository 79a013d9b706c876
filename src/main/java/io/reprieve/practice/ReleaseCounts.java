package io.reprieve.practice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How often each message was released, and in which minute last. Counts are exact up to 65,535.
 *
 * <p>Keys of up to 16 letters and digits, which all of Cloudflare's are, lie in open tables and
 * take 16 bytes a slot: 10 million messages need about 235 MB at most. Other keys take some 150
 * bytes each. Safe for use by many threads.
 */
final class ReleaseCounts {

    private static final int SEGMENT_BITS = 10;

    private final CountTable[] segments = new CountTable[1 << SEGMENT_BITS];
    private final Map<String, Tally> others = new ConcurrentHashMap<>();
    private final AtomicLong releases = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final LongAccumulator most = new LongAccumulator(Math::max, 0);

    ReleaseCounts() {
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new CountTable();
        }
    }

    /**
     * A message's number of releases and the minute of the last, both 0 when there was none.
     *
     * @param count 0 to 65,535; stays there when there are more
     * @param minute since the server started, 0 to 65,535
     */
    record Tally(int count, int minute) {
        static final Tally NONE = new Tally(0, 0);
    }

    /** Takes one message after the other. */
    @FunctionalInterface
    interface Visitor<E extends Exception> {
        /** A message and how often it was released, at least once. */
        void visit(String key, int count) throws E;
    }

    /** Counts one release. */
    void add(String key, int minute) {
        PackedKey packed = PackedKey.of(key);
        int count;
        if (packed == null) {
            count =
                    others.merge(
                                    key,
                                    new Tally(1, minute),
                                    (old, one) ->
                                            new Tally(Math.min(65_535, old.count + 1), minute))
                            .count;
        } else {
            long hash = hash(packed.high(), packed.low());
            count = segments[(int) (hash >>> 64 - SEGMENT_BITS)].add(packed, hash, minute);
        }
        sum(count);
    }

    /** Where a packed key lies: its upper bits choose the table, its lower half the slot in it. */
    static long hash(long high, int low) {
        return PracticeIds.mix(high ^ low * 0x9E3779B97F4A7C15L);
    }

    private void sum(int count) {
        releases.incrementAndGet();
        if (count == 1) {
            messages.incrementAndGet();
        } else if (count == 2) {
            repeated.incrementAndGet();
        }
        most.accumulate(count);
    }

    /** What is known of one message. */
    Tally get(String key) {
        PackedKey packed = PackedKey.of(key);
        if (packed == null) {
            return others.getOrDefault(key, Tally.NONE);
        }
        long hash = hash(packed.high(), packed.low());
        return segments[(int) (hash >>> 64 - SEGMENT_BITS)].get(packed, hash);
    }

    /** Visits every released message, in no order that means anything. */
    <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        for (CountTable segment : segments) {
            segment.forEach(visitor);
        }
        for (Map.Entry<String, Tally> other : others.entrySet()) {
            visitor.visit(other.getKey(), other.getValue().count);
        }
    }

    /** Releases altogether, repeated ones included. */
    long releases() {
        return releases.get();
    }

    /** Messages released at least once. */
    long messages() {
        return messages.get();
    }

    /** Messages released more than once. */
    long repeated() {
        return repeated.get();
    }

    /** Releases of the message that was released most often. */
    long most() {
        return most.get();
    }

    /** Forgets everything. */
    void clear() {
        for (CountTable segment : segments) {
            segment.clear();
        }
        others.clear();
        releases.set(0);
        messages.set(0);
        repeated.set(0);
        most.reset();
    }
}
