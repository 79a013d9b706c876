package io.reprieve.connector.sftp;

import io.reprieve.importing.SourceHealth;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** How sources that poll are getting on. Thread-safe. */
public final class SftpHealth {
    /**
     * How one of them is.
     *
     * @param lastFinished end of the last poll that came to its end; null before the first
     * @param trouble why polls have failed since then, in words; null when they do not
     * @param troubleSince since when
     * @param failures polls that have failed since then
     * @param timeouts polls that took too long and were ended, since the start
     */
    public record State(
            Instant lastFinished,
            String trouble,
            Instant troubleSince,
            int failures,
            long timeouts) {
        static final State NEW = new State(null, null, null, 0, 0);
    }

    private final Map<String, State> states = new TreeMap<>();
    private final Clock clock;
    private final SourceHealth health;

    /** Says to those sources what everybody asks of a source: whether it works. */
    SftpHealth(Clock clock, SourceHealth health) {
        this.clock = clock;
        this.health = health;
    }

    /** Every source by name, for example {@code sftp:partner}. */
    public synchronized Map<String, State> states() {
        return Map.copyOf(states);
    }

    /** Says that a poll came to its end; what went wrong before it is over. */
    synchronized State finished(String door) {
        health.works(door);
        State before = states.getOrDefault(door, State.NEW);
        states.put(door, new State(clock.instant(), null, null, 0, before.timeouts()));
        return before;
    }

    /** Says that a poll failed; the number of failures before it. */
    synchronized int failed(String door, String words, boolean timeout) {
        health.failed(door, words);
        State before = states.getOrDefault(door, State.NEW);
        Instant since = before.troubleSince() == null ? clock.instant() : before.troubleSince();
        states.put(
                door,
                new State(
                        before.lastFinished(),
                        words,
                        since,
                        before.failures() + 1,
                        before.timeouts() + (timeout ? 1 : 0)));
        return before.failures();
    }
}
