package io.reprieve.practice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How often each message was released, and in which minute last. A message takes some 130 bytes.
 * Safe for use by many threads.
 */
final class ReleaseCounts {
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final AtomicLong releases = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final LongAccumulator most = new LongAccumulator(Math::max, 0);

    /**
     * A message's number of releases and the minute of the last, both 0 when there was none.
     *
     * @param count how often it was released
     * @param minute since the server started
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
        int count =
                tallies.merge(
                                key,
                                new Tally(1, minute),
                                (old, one) -> new Tally(old.count + 1, minute))
                        .count;
        releases.incrementAndGet();
        if (count == 2) {
            repeated.incrementAndGet();
        }
        most.accumulate(count);
    }

    /** What is known of one message. */
    Tally get(String key) {
        return tallies.getOrDefault(key, Tally.NONE);
    }

    /** Visits every released message, in no order that means anything. */
    <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        for (Map.Entry<String, Tally> tally : tallies.entrySet()) {
            visitor.visit(tally.getKey(), tally.getValue().count);
        }
    }

    /** Releases altogether, repeated ones included. */
    long releases() {
        return releases.get();
    }

    /** Messages released at least once. */
    long messages() {
        return tallies.size();
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
        tallies.clear();
        releases.set(0);
        repeated.set(0);
        most.reset();
    }
}
