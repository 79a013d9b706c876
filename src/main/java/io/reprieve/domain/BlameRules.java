package io.reprieve.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whose fault a refusal is, the message's or the API's: the one place. A refusal of everything is
 * nobody's fault, so an id is to blame only when the same API worked meanwhile. The rules for an id
 * that was refused by itself:
 *
 * <ul>
 *   <li>the first time it is only accused, and tried again a moment later
 *   <li>refused again, and a release call was taken that began since the last refusal that was not
 *       its own alone ({@link Part.History#accused()}; often the other half): it is to blame
 *   <li>refused a third time, and one was taken since a call that held it was first refused: it is
 *       to blame
 *   <li>while nothing is taken, a look at it may tell that it is unknown or no longer held; see
 *       {@link Judgement}
 *   <li>where less than {@value #MANY} ids are accused and nothing else is there to compare with:
 *       it is to blame once it was refused for {@link #PATIENCE} while looks worked
 *   <li>more ids accused and nothing taken: it is the API. {@link AccountRules} holds releases,
 *       with a try now and then, until one is taken
 * </ul>
 *
 * <p>Immutable; safe to share between threads.
 */
public final class BlameRules {
    /** So many ids refused by themselves while nothing is taken: it is the API. */
    static final int MANY = 3;

    /** How long an id is refused by itself before that is believed without anything to compare. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Clock clock;

    /** Rules by that clock. */
    public BlameRules(Clock clock) {
        this.clock = clock;
    }

    /** Who is to blame if that call is refused; the account as it was before. */
    public Blame of(AccountState state, Batch batch) {
        Part.History history = batch.parts().get(0).history();
        Instant accused = history.accused();
        if (batch.size() > 1 || accused == null || history.waits() == 0) {
            return Blame.NOBODY;
        }
        Standing releases = state.standing(CallKind.RELEASE);
        if (isSince(releases.worked(), accused)) {
            return Blame.MESSAGE;
        }
        if (history.waits() > 1 && isCompared(releases, history.refused())) {
            return Blame.MESSAGE;
        }
        boolean alone = releases.accused().size() < MANY;
        boolean longEnough = !clock.instant().isBefore(accused.plus(PATIENCE));
        boolean looksWork = isSince(state.standing(CallKind.LOOK).worked(), accused);
        return alone && longEnough && looksWork ? Blame.MESSAGE : Blame.NOBODY;
    }

    /** Whether a call was taken since one that held the id was first refused. */
    static boolean isCompared(Standing releases, Instant refused) {
        return refused != null && isSince(releases.worked(), refused);
    }

    private static boolean isSince(Instant worked, Instant accused) {
        return worked != null && !worked.isBefore(accused);
    }
}
