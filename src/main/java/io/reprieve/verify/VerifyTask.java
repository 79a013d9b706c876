package io.reprieve.verify;

import io.reprieve.domain.Answer;
import io.reprieve.domain.MessageState;
import io.reprieve.domain.Part;
import io.reprieve.domain.VerifyResult;
import io.reprieve.ledger.CallBudget;
import io.reprieve.settings.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of a part that are looked up one after another, and what came back so far. Used by one
 * thread at a time.
 */
public final class VerifyTask {
    private static final int MAX_REFUSED = 10;

    private final Part part;
    private final Account account;
    private final List<VerifyResult> asked = new ArrayList<>();
    private boolean ended;
    private int refused;
    private Lookup lookup;
    private CallBudget.Ticket ticket;
    private Instant looked;

    VerifyTask(Part part, Account account) {
        this.part = part;
        this.account = account;
    }

    /** What a call of a task is about. */
    enum Lookup {
        /** The state of the next message. */
        MESSAGE,
        /** The action log of the message before, whose state alone does not tell. */
        ACTION_LOG,
        /** Any message that is there: it tells whether refusals are to be believed. */
        WITNESS
    }

    /** What is looked up. */
    Part part() {
        return part;
    }

    /** Whose messages they are. */
    Account account() {
        return account;
    }

    /** The ids, for the split. */
    public List<String> getIds() {
        return part.ids();
    }

    /** What came back, in the order of the ids; shorter where looking stopped. */
    List<VerifyResult> asked() {
        return asked;
    }

    void add(VerifyResult answer) {
        asked.add(answer);
        refused = answer.isRefused() ? refused + 1 : 0;
        // Where everything is refused, more of the same tells nothing.
        ended |= refused == MAX_REFUSED;
        // Whatever keeps one answer away keeps the next one away too.
        ended |= answer.failure() != null;
    }

    /** Whether the last answer leaves open what came of a release, for a message that was sent. */
    public boolean isUndecided() {
        boolean inDoubt = !part.dryRun() && !part.isUnsent();
        MessageState state = asked.isEmpty() ? null : last().state();
        return inDoubt && state != null && state.isUndecided();
    }

    /** The id that was asked for last. */
    String lastId() {
        return part.ids().get(asked.size() - 1);
    }

    /** What came back last. */
    VerifyResult last() {
        return asked.get(asked.size() - 1);
    }

    /** Puts another answer in the place of the last; null: it is asked for again, later. */
    void amend(MessageState state) {
        VerifyResult was = asked.remove(asked.size() - 1);
        if (state == null) {
            ended = true;
        } else {
            asked.add(VerifyResult.told(state, was.looked()));
        }
    }

    /** Whether a call may be made now. */
    public boolean isPaced() {
        return ticket != null;
    }

    /** Takes note of what the next call is about, and of leave for it. */
    void begin(Lookup next, CallBudget.Ticket granted, Instant now) {
        lookup = next;
        ticket = granted;
        if (next != Lookup.ACTION_LOG) {
            looked = now;
        }
    }

    /** What the call is about. */
    Lookup lookup() {
        return lookup;
    }

    /** When the last call began. */
    Instant looked() {
        return looked;
    }

    /** Gives up the ticket of a call that is over; null where there is none. */
    CallBudget.Ticket giveTicket() {
        CallBudget.Ticket given = ticket;
        ticket = null;
        return given;
    }

    /** Whether the last answers are refusals, which are not believed as long as no look works. */
    public boolean isRefusedAtEnd() {
        return refused > 0;
    }

    /**
     * Takes back the refusals that nothing proves.
     *
     * @param failure why; null: nobody looked
     */
    void disbelieve(Answer failure) {
        asked.subList(asked.size() - refused, asked.size()).clear();
        if (failure != null) {
            asked.add(VerifyResult.untold(failure, looked));
        }
        refused = 0;
        ended = true;
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }
}
