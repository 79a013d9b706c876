package io.reprieve.domain;

import io.reprieve.domain.Part.History;
import java.time.Instant;

/**
 * Which body form a call has, and whether its refusal may be about the form. The rules:
 *
 * <ul>
 *   <li>a form that the settings name is never left
 *   <li>while none is known to work: the object with {@code ids} first, since it is the only one
 *       that is published now; the array after its refusal
 *   <li>once one is known: that one. A call that is refused again, or a single id that is refused,
 *       is tried in the other form as long as nothing was taken since the refusal; for the API may
 *       have changed its form
 *   <li>while everything is refused, the tries have the one form and the other by turns: each may
 *       be of ids that were never refused, which tell nothing of the other form
 * </ul>
 *
 * <p>Immutable; safe to share between threads.
 */
public final class FormRules {
    private final BodyForm fixed;

    /** Rules with the form that the settings name, or null for the one that works. */
    public FormRules(BodyForm fixed) {
        this.fixed = fixed;
    }

    /** The body form of a call. */
    public BodyForm form(AccountState state, Batch batch) {
        if (fixed != null) {
            return fixed;
        }
        BodyForm usual = state.form() == null ? BodyForm.IDS : state.form();
        AccountHold hold = state.hold(CallKind.RELEASE);
        if (hold != null && hold.kind() == AccountHold.Kind.REFUSALS) {
            return hold.probes() % 2 == 0 ? usual : usual.other();
        }
        // A call taken since the refusal has shown which form works, be it the one or the other.
        boolean other = history(batch).otherFormTried() && !takenSince(state, batch);
        return other ? usual.other() : usual;
    }

    /** Whether a refusal of the call may be about its body's form; the account as it was before. */
    public boolean isOpen(AccountState state, Batch batch) {
        if (fixed != null) {
            return false;
        }
        boolean again = history(batch).refused() != null;
        return state.form() == null || ((again || batch.size() == 1) && !takenSince(state, batch));
    }

    private static boolean takenSince(AccountState state, Batch batch) {
        Instant refused = history(batch).refused();
        return refused != null
                && state.lastSuccess() != null
                && !state.lastSuccess().isBefore(refused);
    }

    private static History history(Batch batch) {
        return batch.parts().get(0).history();
    }
}
