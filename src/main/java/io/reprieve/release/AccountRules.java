package io.reprieve.release;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What follows from an answer for the account: how many ids the next call holds, which body form it
 * has, and whether it may be made at all. The rules:
 *
 * <ul>
 *   <li>taken: the form is known, holds end, a full call makes the next one twice as large
 *   <li>too large: half of it, and never more again
 *   <li>timed out: half of it
 *   <li>access refused: hold; one try a minute, or every {@value #LOCKED_MINUTES} minutes when
 *       Cloudflare has locked the caller out
 *   <li>429: pause
 *   <li>no answer or server errors, several in a row: hold; tries at growing distances up to a
 *       minute
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class AccountRules {
    /** Longest distance between two tries of a held account. */
    public static final Duration PROBE = Duration.ofMinutes(1);

    /** Distance between two tries once Cloudflare has locked the caller out (code 10502). */
    public static final int LOCKED_MINUTES = 15;

    private final Clock clock;
    private final int maxSize;
    private final int troublesToHold;
    private final Duration firstProbe;
    private final Duration defaultPause;

    /**
     * Rules.
     *
     * @param clock now
     * @param maxSize most ids in one call
     * @param inFlight calls under way at once: so many may fail before the first answer is judged
     * @param firstProbe distance of the first try in an outage
     * @param defaultPause how long a 429 without {@code Retry-After} silences the account
     */
    public AccountRules(
            Clock clock, int maxSize, int inFlight, Duration firstProbe, Duration defaultPause) {
        this.clock = clock;
        this.maxSize = maxSize;
        this.troublesToHold = 2 * inFlight;
        this.firstProbe = firstProbe;
        this.defaultPause = defaultPause;
    }

    /**
     * The account after the answer to a release call.
     *
     * @param before the account before
     * @param answer what came back
     * @param form the body form of the call
     * @param size ids in the call
     */
    public AccountState after(AccountState before, Answer answer, BodyForm form, int size) {
        if (answer instanceof Answer.Taken) {
            return grown(before.taken(form, clock.instant()), size);
        }
        if (answer instanceof Answer.Refused refused) {
            AccountState reached = before.held(null).troubled(0);
            boolean tooLarge = refused.cause() == Answer.Cause.SIZE && size > 1;
            return tooLarge ? limited(reached, size / 2) : reached;
        }
        if (answer instanceof Answer.Unknown unknown && unknown.timedOut()) {
            int half = Math.max(1, Math.min(before.callSize(), size) / 2);
            return after(before.sized(half, before.sizeLimit()), answer);
        }
        return after(before, answer);
    }

    /** The account after asking for a message succeeded. */
    public AccountState afterAsking(AccountState before) {
        return before.hold() == null && before.troubles() == 0
                ? before
                : before.held(null).troubled(0);
    }

    /**
     * The account after an answer to a call of any kind that did nothing or whose fate is unknown.
     */
    public AccountState after(AccountState before, Answer answer) {
        if (answer instanceof Answer.AccessRefused refused) {
            Duration distance = refused.lockedOut() ? Duration.ofMinutes(LOCKED_MINUTES) : PROBE;
            String words = refused.advice() + " (" + refused.facts().describe() + ")";
            return before.held(hold(before, Hold.Kind.ACCESS, words, distance));
        }
        if (answer instanceof Answer.NotStarted notStarted) {
            return notStarted.rateLimited()
                    ? paused(before, notStarted.retryAfter())
                    : troubled(before, answer);
        }
        if (answer instanceof Answer.Unknown unknown && unknown.outage()) {
            return troubled(before, answer);
        }
        return before;
    }

    /** The account once calls of that size are known to be the largest that it takes. */
    public AccountState limited(AccountState before, int size) {
        int limit = Math.max(1, Math.min(size, before.sizeLimit()));
        return before.sized(Math.min(before.callSize(), limit), limit);
    }

    /**
     * The account once there is reason to believe that its hold is over: the next try is due now.
     */
    public AccountState probeNow(AccountState before) {
        Hold hold = before.hold();
        return hold == null
                ? before
                : before.held(
                        new Hold(
                                hold.kind(),
                                hold.words(),
                                hold.since(),
                                clock.instant(),
                                hold.probes()));
    }

    /** Ids in the next full call: never more than the settings allow by now. */
    public int callSize(AccountState state) {
        return Math.min(state.callSize(), Math.min(maxSize, state.sizeLimit()));
    }

    private AccountState grown(AccountState state, int size) {
        if (size < callSize(state)) {
            return state;
        }
        long doubled = 2L * state.callSize();
        int most = Math.min(maxSize, state.sizeLimit());
        return state.sized((int) Math.min(doubled, most), state.sizeLimit());
    }

    private AccountState paused(AccountState before, Duration asked) {
        Instant until = clock.instant().plus(asked == null ? defaultPause : asked);
        boolean later = before.pausedUntil() == null || until.isAfter(before.pausedUntil());
        return later ? before.paused(until) : before;
    }

    private AccountState troubled(AccountState before, Answer answer) {
        AccountState after = before.troubled(before.troubles() + 1);
        if (after.troubles() < troublesToHold) {
            return after;
        }
        int probes = before.hold() == null ? 0 : before.hold().probes();
        long millis = firstProbe.toMillis() << Math.min(probes, 16);
        Duration distance = Duration.ofMillis(Math.min(millis, PROBE.toMillis()));
        String words =
                "Cloudflare's API does not work at the moment; nothing is lost, calls go on by"
                        + " themselves (last: "
                        + answer.facts().describe()
                        + ")";
        return after.held(hold(before, Hold.Kind.OUTAGE, words, distance));
    }

    private Hold hold(AccountState before, Hold.Kind kind, String words, Duration distance) {
        Instant now = clock.instant();
        boolean goesOn = before.hold() != null && before.hold().kind() == kind;
        Instant since = goesOn ? before.hold().since() : now;
        int probes = goesOn ? before.hold().probes() + 1 : 0;
        return new Hold(kind, words, since, now.plus(distance), probes);
    }
}
