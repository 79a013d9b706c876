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
            int half = Math.max(1, Math.min(before.callSize(), size / 2));
            return after(before.sized(half, before.sizeLimit()), answer);
        }
        if (answer instanceof Answer.AccessRefused access) {
            return refused(before, Hold.Kind.ACCESS, access);
        }
        return after(before, answer);
    }

    /**
     * The account after asking for a message succeeded. A hold that a refused release began stays:
     * credentials that may read need not be allowed to release.
     */
    public AccountState afterAsking(AccountState before) {
        boolean stays = before.hold() != null && before.hold().kind() == Hold.Kind.ACCESS;
        return before.held(stays ? before.hold() : null).troubled(0);
    }

    /**
     * The account after asking for a message failed, or after a release call that did nothing or
     * whose fate is unknown.
     */
    public AccountState after(AccountState before, Answer answer) {
        if (answer instanceof Answer.AccessRefused refused) {
            boolean release = before.hold() != null && before.hold().kind() == Hold.Kind.ACCESS;
            return refused(before, release ? Hold.Kind.ACCESS : Hold.Kind.READ_ACCESS, refused);
        }
        if (answer instanceof Answer.NotStarted notStarted) {
            return notStarted.rateLimited()
                    ? paused(before, notStarted.retryAfter())
                    : troubled(before, answer);
        }
        if (answer instanceof Answer.Unknown unknown && unknown.outage()) {
            return troubled(before, answer);
        }
        return stillHeld(before);
    }

    /** The account once calls of that size are known to be the largest that it takes. */
    public AccountState limited(AccountState before, int size) {
        int limit = Math.max(1, Math.min(size, before.sizeLimit()));
        return before.sized(Math.min(before.callSize(), limit), limit);
    }

    /**
     * The account at a start: somebody may have mended what was wrong, so the next try is due now,
     * unless Cloudflare has locked the caller out.
     */
    public AccountState started(AccountState before) {
        Hold hold = before.hold();
        boolean soon = hold != null && !hold.probeAt().isAfter(clock.instant().plus(PROBE));
        return soon ? probeNow(before) : before;
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
        boolean said = asked != null && !asked.isZero();
        Instant until = clock.instant().plus(said ? asked : defaultPause);
        boolean later = before.pausedUntil() == null || until.isAfter(before.pausedUntil());
        return later ? before.paused(until) : before;
    }

    private AccountState troubled(AccountState before, Answer answer) {
        AccountState after = before.troubled(before.troubles() + 1);
        if (after.troubles() < troublesToHold) {
            return stillHeld(after);
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

    private AccountState refused(
            AccountState before, Hold.Kind kind, Answer.AccessRefused refused) {
        Duration distance = refused.lockedOut() ? Duration.ofMinutes(LOCKED_MINUTES) : PROBE;
        String words = refused.advice() + " (" + refused.facts().describe() + ")";
        return before.held(hold(before, kind, words, distance));
    }

    /** A try that tells nothing is a try all the same: the next one keeps its distance. */
    private AccountState stillHeld(AccountState before) {
        Hold hold = before.hold();
        return hold == null ? before : before.held(hold(before, hold.kind(), hold.words(), PROBE));
    }

    private Hold hold(AccountState before, Hold.Kind kind, String words, Duration distance) {
        Instant now = clock.instant();
        Hold was = before.hold();
        if (was == null || was.kind() != kind) {
            return new Hold(kind, words, now, now.plus(distance), 0);
        }
        Instant next = now.plus(distance);
        // An answer that was on its way must not bring a try of a lockout forward.
        Instant probeAt = was.probeAt().isAfter(next) ? was.probeAt() : next;
        return new Hold(kind, words, was.since(), probeAt, was.probes() + 1);
    }
}
