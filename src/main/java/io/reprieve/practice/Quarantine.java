package io.reprieve.practice;

import io.reprieve.practice.SpecialId.Effect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What became of each message. Safe for use by many threads. */
final class Quarantine {

    private final Clock clock;
    private final Instant started;
    private final ReleaseCounts counts = new ReleaseCounts();
    private final Map<String, Integer> processedSpecials = new ConcurrentHashMap<>();

    Quarantine(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    /**
     * Takes a message through one processed call.
     *
     * @param special what {@link SpecialId#find} says of the key
     * @return how many processed calls it has seen, this one included; always 1 for a plain message
     */
    int process(String key, SpecialId special) {
        int processed = special == null ? 1 : processedSpecials.merge(key, 1, Integer::sum);
        if (special == null || special.releases(processed)) {
            counts.add(key, (int) Duration.between(started, clock.instant()).toMinutes());
        }
        return processed;
    }

    /** Where a message is now, or empty when there is no such message. */
    Optional<MessageState> state(String key) {
        SpecialId special = SpecialId.find(key);
        Effect effect = special == null ? Effect.LEAVES : special.effect();
        return switch (effect) {
            case UNKNOWN -> Optional.empty();
            case NOT_HELD -> Optional.of(MessageState.NEVER_HELD);
            case UNCLEAR ->
                    Optional.of(
                            timesProcessed(key) == 0 ? MessageState.HELD : MessageState.UNCLEAR);
            case STAYS, REFUSED -> Optional.of(MessageState.HELD);
            case LEAVES, LEAVES_AT_SECOND ->
                    Optional.of(
                            timesReleased(key) == 0 ? MessageState.HELD : releasedState(special));
        };
    }

    private static MessageState releasedState(SpecialId special) {
        if (special == null) {
            return MessageState.released("delivered");
        }
        return switch (special) {
            case PARTIAL, FAILED_FOR_ONE, ALL_LISTS ->
                    MessageState.released("delivered", "bounced");
            case UNDELIVERED -> MessageState.released("deferred");
            default -> MessageState.released("delivered");
        };
    }

    /** How often a message was released. */
    int timesReleased(String key) {
        return counts.get(key).count();
    }

    /** How many processed calls contained a message. */
    int timesProcessed(String key) {
        return SpecialId.find(key) == null
                ? timesReleased(key)
                : processedSpecials.getOrDefault(key, 0);
    }

    /** When a message was last released, exact to the minute; empty when it never was. */
    Optional<Instant> lastReleased(String key) {
        ReleaseCounts.Tally tally = counts.get(key);
        return tally.count() == 0
                ? Optional.empty()
                : Optional.of(started.plusSeconds(tally.minute() * 60L));
    }

    /** The counts of all messages. */
    ReleaseCounts counts() {
        return counts;
    }

    /** Puts every message back into quarantine and forgets that it was ever released. */
    void reset() {
        counts.clear();
        processedSpecials.clear();
    }
}
