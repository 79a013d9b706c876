package io.reprieve.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A size of call that took longer than somebody waits: we, or a gateway before the API. Nobody
 * tells how many ids a gateway has time for; so it is tried again, the rarer the more ids that puts
 * in doubt and the more often it was in vain. Immutable.
 *
 * @param size ids in the call, at least 2
 * @param until no call of that size is made before
 * @param tries how often it was tried again in vain
 */
public record SlowSize(int size, Instant until, int tries) {
    /** For each id that a try puts in doubt. */
    private static final Duration WAIT = Duration.ofSeconds(3);

    private static final Duration MAX_TIME = Duration.ofHours(24);

    private static final int MAX_DOUBLINGS = 20;

    /** A size that was met now for the first time. */
    static SlowSize met(int size, Instant now) {
        return after(size, 0, now);
    }

    /** The same after a try in vain. */
    SlowSize again(Instant now) {
        return after(size, tries + 1, now);
    }

    private static SlowSize after(int size, int tries, Instant now) {
        Duration wait = WAIT.multipliedBy((long) size << Math.min(tries, MAX_DOUBLINGS));
        return new SlowSize(size, now.plus(wait.compareTo(MAX_TIME) < 0 ? wait : MAX_TIME), tries);
    }
}
