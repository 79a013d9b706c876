package io.reprieve.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What follows from an answer for the account: how many ids the next call holds, which body form it
 * has, and whether calls of its kind may be made at all. The rules:
 *
 * <ul>
 *   <li>what was refused is what is held: each {@link CallKind} by itself. A look-up that is
 *       refused stops no release, and one that works ends no hold on releases
 *   <li>taken: the form is known, the kind's hold ends, a full call makes the next one twice as
 *       large
 *   <li>too large: half of it, and never more again
 *   <li>too slow for us or for a gateway: half of it; that size is tried again after a while, by
 *       one call at a time ({@link SlowSize})
 *   <li>access refused: one refusal proves nothing, so a try after {@value #STRAY_SECONDS} s; then
 *       hold, with one try a minute. Once Cloudflare has locked the caller out, calls of every kind
 *       are held at once, and tried every {@value #LOCKED_MINUTES} minutes
 *   <li>refused for what they hold, call after call, while none is taken: one call at a time; hold
 *       once it goes for several single ids ({@link BlameRules}), with tries at growing distances
 *   <li>429: every call pauses
 *   <li>no answer or server errors, several in a row: hold; tries at growing distances up to a
 *       minute
 * </ul>
 *
 * <p>An answer to a call that was under way when a hold began is no try. Thread-safe.
 */
public final class AccountRules {
    /** Longest distance between two tries of a held account. */
    public static final Duration PROBE = Duration.ofMinutes(1);

    /** Until the try after a first refusal of access, in s. */
    public static final int STRAY_SECONDS = 3;

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
     * @param sent the call
     */
    public AccountState after(AccountState before, Answer answer, Sent sent) {
        if (answer instanceof Answer.Taken) {
            AccountState after = worked(before.formed(sent.form()), CallKind.RELEASE, sent.began());
            return grown(after, sent.size());
        }
        if (answer instanceof Answer.Refused refused) {
            AccountState after = refused(before, refused, sent);
            if (refused.cause() != Answer.Cause.SIZE) {
                return after;
            }
            // A single id is not too large: whatever was learnt of a size, this is something else.
            return sent.size() > 1
                    ? limited(after, sent.size() / 2)
                    : after.sized(after.callSize(), Integer.MAX_VALUE);
        }
        AccountState sized = before;
        if (answer instanceof Answer.Unknown unknown && unknown.timedOut() && sent.size() > 1) {
            sized = slowed(before, sent.size());
        }
        return after(sized, CallKind.RELEASE, answer, sent.began());
    }

    /**
     * The account after a call of that kind worked.
     *
     * @param began when the call began
     */
    public AccountState worked(AccountState before, CallKind kind, Instant began) {
        return before.with(kind, before.standing(kind).taken(began));
    }

    /**
     * The account after a call of any kind that did nothing, or whose outcome is unknown.
     *
     * @param began when the call began
     */
    public AccountState after(AccountState before, CallKind kind, Answer answer, Instant began) {
        if (answer instanceof Answer.AccessRefused refused) {
            return refused(before, kind, refused, began);
        }
        if (answer instanceof Answer.Refused) {
            return refusals(before, kind, answer, began);
        }
        if (answer instanceof Answer.NotStarted notStarted) {
            return notStarted.rateLimited()
                    ? paused(before, notStarted)
                    : troubled(before, kind, answer, began);
        }
        if (answer instanceof Answer.Unknown unknown && unknown.outage()) {
            return troubled(before, kind, answer, began);
        }
        return stillHeld(before, kind, began);
    }

    /** The account once calls of that size are known to be the largest that it takes. */
    public AccountState limited(AccountState before, int size) {
        int limit = Math.max(1, Math.min(size, before.sizeLimit()));
        return before.sized(Math.min(before.callSize(), limit), limit);
    }

    /**
     * The account at a start: somebody may have mended what was wrong, so the next tries are due
     * now, unless Cloudflare has locked the caller out.
     */
    public AccountState started(AccountState before) {
        AccountState after = before;
        for (Map.Entry<CallKind, AccountHold> held : before.holds().entrySet()) {
            boolean soon = !held.getValue().probeAt().isAfter(clock.instant().plus(PROBE));
            after = soon ? probeNow(after, held.getKey()) : after;
        }
        return after;
    }

    /** The account once there is reason to believe that a hold is over: the next try is due now. */
    public AccountState probeNow(AccountState before, CallKind kind) {
        AccountHold hold = before.hold(kind);
        if (hold == null) {
            return before;
        }
        AccountHold due =
                new AccountHold(
                        hold.kind(), hold.words(), hold.since(), clock.instant(), hold.probes());
        return before.with(kind, before.standing(kind).held(due));
    }

    /** Ids in the next full call: never more than the settings allow by now. */
    public int callSize(AccountState state) {
        return Math.min(state.callSize(), Math.min(maxSize, state.sizeLimit()));
    }

    private AccountState grown(AccountState state, int size) {
        if (size < callSize(state)) {
            return state;
        }
        // A full call of that size in time: what was too slow once is not any more.
        SlowSize slow = state.isTrial() ? null : state.slow();
        int most = Math.min(maxSize, state.sizeLimit());
        int doubled = (int) Math.min(2L * state.callSize(), most);
        if (slow == null || doubled < slow.size()) {
            return state.slowed(doubled, slow);
        }
        boolean mayTry = !clock.instant().isBefore(slow.until());
        return mayTry ? state.slowed(Math.min(slow.size(), most), slow) : state;
    }

    /** Calls under way together are slow together: only the first of them tells something new. */
    private AccountState slowed(AccountState before, int size) {
        Instant now = clock.instant();
        SlowSize was = before.slow();
        SlowSize slow = was;
        if (was == null || size < was.size()) {
            slow = SlowSize.met(size, now);
        } else if (before.isTrial()) {
            slow = was.again(now);
        }
        return before.slowed(Math.min(before.callSize(), size / 2), slow);
    }

    private AccountState paused(AccountState before, Answer.NotStarted answer) {
        Duration asked = answer.retryAfter();
        boolean said = asked != null && !asked.isZero();
        String words =
                "Cloudflare says too many calls ("
                        + answer.facts().describe()
                        + (said ? ") and asks to wait " + Text.duration(asked) : ")");
        return paused(before, clock.instant().plus(said ? asked : defaultPause), words);
    }

    /** The account once Cloudflare has asked for silence until then; never shortens a pause. */
    public AccountState paused(AccountState before, Instant until, String words) {
        // Calls that were under way together say the same, a moment apart.
        Pause was = before.pause();
        boolean later = was == null || until.isAfter(was.until().plusSeconds(1));
        return later ? before.paused(new Pause(until, words)) : before;
    }

    private AccountState troubled(
            AccountState before, CallKind kind, Answer answer, Instant began) {
        Standing standing = before.standing(kind);
        AccountState after = before.with(kind, standing.troubled(standing.troubles() + 1));
        if (standing.troubles() + 1 < troublesToHold) {
            return stillHeld(after, kind, began);
        }
        AccountHold was = standing.hold();
        int probes = was == null ? 0 : was.probes();
        String words =
                "Cloudflare's API does not work at the moment; nothing is lost, calls go on by"
                        + " themselves (last: "
                        + answer.facts().describe()
                        + ")";
        return held(after, kind, AccountHold.Kind.OUTAGE, words, growing(probes), began);
    }

    private Duration growing(int probes) {
        long millis = firstProbe.toMillis() << Math.min(probes, 16);
        return Duration.ofMillis(Math.min(millis, PROBE.toMillis()));
    }

    private AccountState refused(
            AccountState before, CallKind kind, Answer.AccessRefused refused, Instant began) {
        String words = refused.advice() + " (" + refused.facts().describe() + ")";
        if (refused.lockedOut()) {
            AccountState after = before;
            for (CallKind each : CallKind.values()) {
                after = lockedOut(after, each, words);
            }
            return after;
        }
        AccountHold was = before.hold(kind);
        boolean isFirst = was == null || was.kind() != AccountHold.Kind.ACCESS;
        Duration distance = isFirst ? Duration.ofSeconds(STRAY_SECONDS) : PROBE;
        return held(before, kind, AccountHold.Kind.ACCESS, words, distance, began);
    }

    private AccountState refused(AccountState before, Answer.Refused answer, Sent sent) {
        Standing was = before.standing(CallKind.RELEASE);
        boolean isCompared = BlameRules.isCompared(was, sent.refused());
        Standing standing = was.refused(isCompared ? null : sent.only());
        if (standing.refusals() >= troublesToHold) {
            standing = standing.suspected(clock.instant());
        }
        boolean isHeld =
                standing.hold() != null && standing.hold().kind() == AccountHold.Kind.REFUSALS;
        AccountState after = before.with(CallKind.RELEASE, isHeld ? standing : standing.held(null));
        boolean isEverything =
                sent.only() != null
                        && !isCompared
                        && standing.accused().size() >= BlameRules.MANY
                        && standing.refusals() >= troublesToHold;
        return isHeld || isEverything
                ? refusals(after, CallKind.RELEASE, answer, sent.began())
                : after;
    }

    private AccountState refusals(
            AccountState before, CallKind kind, Answer answer, Instant began) {
        AccountHold was = before.hold(kind);
        int probes = was == null || was.kind() != AccountHold.Kind.REFUSALS ? 0 : was.probes() + 1;
        String words =
                "Cloudflare's API refuses everything at the moment, whatever is sent; no message is"
                        + " at fault and nothing is lost, calls go on by themselves (last: "
                        + answer.facts().describe()
                        + "). If it lasts, check reprieve.cloudflare.base-url,"
                        + " reprieve.cloudflare.body and what stands between here and Cloudflare";
        return held(before, kind, AccountHold.Kind.REFUSALS, words, growing(probes), began);
    }

    /**
     * The account once it is known that refusals were right: what was refused was not there, or not
     * held any more. Then it is not the API.
     */
    public AccountState explained(AccountState before) {
        Standing releases = before.standing(CallKind.RELEASE);
        return before.with(CallKind.RELEASE, releases.explained());
    }

    /**
     * Whether calls are refused one after another while none is taken: then one at a time is made,
     * which leads to a single id in the fewest calls.
     */
    public boolean isSuspect(AccountState state) {
        return state.standing(CallKind.RELEASE).refusals() >= troublesToHold;
    }

    /**
     * Whether a half of a refused call that is taken tells of its size: not where everything was
     * refused, whatever its size.
     */
    public boolean tellsSize(AccountState state, Batch half) {
        Instant suspect = state.standing(CallKind.RELEASE).suspect();
        Instant halved = half.parts().get(0).history().accused();
        return suspect == null || halved == null || suspect.isBefore(halved);
    }

    private AccountState lockedOut(AccountState before, CallKind kind, String words) {
        Instant now = clock.instant();
        AccountHold was = before.hold(kind);
        boolean same = was != null && was.kind() == AccountHold.Kind.ACCESS;
        Instant since = same ? was.since() : now;
        Instant probeAt = now.plus(Duration.ofMinutes(LOCKED_MINUTES));
        // A lockout leaves no doubt: it counts as confirmed from the start.
        int probes = same ? was.probes() + 1 : 1;
        AccountHold hold = new AccountHold(AccountHold.Kind.ACCESS, words, since, probeAt, probes);
        return before.with(kind, before.standing(kind).held(hold));
    }

    /** A try that tells nothing is a try all the same: the next one keeps its distance. */
    private AccountState stillHeld(AccountState before, CallKind kind, Instant began) {
        AccountHold hold = before.hold(kind);
        return hold == null ? before : held(before, kind, hold.kind(), hold.words(), PROBE, began);
    }

    private AccountState held(
            AccountState before,
            CallKind call,
            AccountHold.Kind kind,
            String words,
            Duration distance,
            Instant began) {
        AccountHold was = before.hold(call);
        Instant now = clock.instant();
        if (was == null || was.kind() != kind) {
            AccountHold hold = new AccountHold(kind, words, now, now.plus(distance), 0);
            return before.with(call, before.standing(call).held(hold));
        }
        // Let go before the hold was known, however shortly: no try.
        if (began.isBefore(was.probeAt())) {
            return before;
        }
        Instant next = now.plus(distance);
        // An answer that was on its way must not bring a try of a lockout forward.
        Instant probeAt = was.probeAt().isAfter(next) ? was.probeAt() : next;
        AccountHold hold = new AccountHold(kind, words, was.since(), probeAt, was.probes() + 1);
        return before.with(call, before.standing(call).held(hold));
    }
}
