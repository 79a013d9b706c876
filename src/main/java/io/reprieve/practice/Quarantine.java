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
    private final Duration lag;
    private final Instant started;

    /** First releases that a look does not know of yet; empty without a lag. */
    private final Map<String, Instant> unseen = new ConcurrentHashMap<>();

    private final ReleaseCounts counts = new ReleaseCounts();
    private final Map<String, Integer> processedSpecials = new ConcurrentHashMap<>();

    /** No message was released so far; a look knows of a release only after that time. */
    Quarantine(Clock clock, Duration lag) {
        this.clock = clock;
        this.lag = lag;
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
            if (!lag.isZero() && timesReleased(key) == 0) {
                unseen.put(key, clock.instant().plus(lag));
            }
            counts.add(key, (int) Duration.between(started, clock.instant()).toMinutes());
        }
        return processed;
    }

    /** Where a message is now, or empty when there is no such message. */
    Optional<StoredState> state(String key) {
        SpecialId special = SpecialId.find(key);
        Effect effect = special == null ? Effect.LEAVES : special.effect();
        return switch (effect) {
            case UNKNOWN -> Optional.empty();
            case NOT_HELD -> Optional.of(StoredState.NEVER_HELD);
            case UNCLEAR ->
                    Optional.of(timesProcessed(key) == 0 ? StoredState.HELD : StoredState.UNCLEAR);
            case STAYS ->
                    Optional.of(
                            special == SpecialId.RELEASE_FAILED && timesProcessed(key) > 0
                                    ? StoredState.RELEASE_FAILED
                                    : StoredState.HELD);
            case REFUSED -> Optional.of(StoredState.HELD);
            case LEAVES, LEAVES_AT_SECOND ->
                    Optional.of(
                            timesReleased(key) == 0 || isUnseen(key)
                                    ? StoredState.HELD
                                    : releasedState(special));
        };
    }

    private boolean isUnseen(String key) {
        Instant seen = unseen.get(key);
        if (seen != null && !clock.instant().isBefore(seen)) {
            unseen.remove(key);
            return false;
        }
        return seen != null;
    }

    private static StoredState releasedState(SpecialId special) {
        if (special == null) {
            return StoredState.released("delivered");
        }
        return switch (special) {
            case PARTIAL, FAILED_FOR_ONE, ALL_LISTS -> StoredState.released("delivered", "bounced");
            case UNDELIVERED -> StoredState.released("deferred");
            default -> StoredState.released("delivered");
        };
    }

    /** How often a message was released. */
    int timesReleased(String key) {
        return counts.get(key).count();
    }

    /** As far as a look knows of it. */
    int timesSeen(String key) {
        return isUnseen(key) ? 0 : timesReleased(key);
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
        unseen.clear();
    }
}
