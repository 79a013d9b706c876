package io.reprieve.calls;

import io.reprieve.domain.Batch;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Part;
import io.reprieve.ledger.Claim;
import io.reprieve.ledger.LedgerException;
import io.reprieve.ledger.Parts;
import io.reprieve.settings.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is due from the ledger, as far as calls may be made: first attempts, retries, and what
 * a crash left, all the same way. Called by one thread at a time, but for {@link #hurry}.
 */
public final class CallDispatcher {
    /** Messages that are asked for one after another before what is learnt is written down. */
    private static final int QUESTION = 50;

    /** No row waits longer than this. */
    private static final Duration AHEAD = Duration.ofDays(2);

    private final Parts parts;
    private final CallGate schedule;
    private final FillCall filling;
    private final Clock clock;
    private boolean askFirst;
    private boolean hurried;

    /** A station behind that ledger. */
    public CallDispatcher(Parts parts, CallGate schedule, FillCall filling, Clock clock) {
        this.parts = parts;
        this.schedule = schedule;
        this.filling = filling;
        this.clock = clock;
    }

    /**
     * What goes out now: {@link Batch} is a full call, {@link Part} is to share one, {@link
     * Question} is to be asked.
     */
    public List<Object> due() {
        List<Object> due = new ArrayList<>();
        try {
            while (claimRound(due)) {
                continue;
            }
        } catch (LedgerException e) {
            // What was claimed before must go on; the next look meets the same trouble first thing.
            if (due.isEmpty()) {
                throw e;
            }
        }
        return due;
    }

    private boolean claimRound(List<Object> due) {
        boolean any = false;
        for (String account : schedule.names()) {
            any |= claim(account, due);
        }
        return any;
    }

    /** Says that nothing more is expected at the moment: an unfilled call need not wait. */
    public synchronized void hurry() {
        hurried = true;
    }

    /** Whether unfilled calls are to go now. True once for each {@link #hurry}. */
    public synchronized boolean isHurried() {
        boolean now = hurried;
        hurried = false;
        return now;
    }

    private boolean claim(String account, List<Object> due) {
        // In turns, so that neither a flood of new ids nor one of doubts keeps the other waiting.
        askFirst = !askFirst;
        return askFirst
                ? ask(account, due) || release(account, due)
                : release(account, due) || ask(account, due);
    }

    /** What is held tries with whatever waits: its rows may all wait longer than the hold. */
    private Instant dueBy(String account, CallKind kind) {
        Instant now = clock.instant();
        return schedule.isHeld(account, kind) ? now.plus(AHEAD) : now;
    }

    private boolean ask(String account, List<Object> due) {
        if (schedule.mayClaim(account, CallKind.LOOK) == 0) {
            return false;
        }
        int most = schedule.isHeld(account, CallKind.LOOK) ? 1 : QUESTION;
        Optional<Part> part = parts.claimDoubt(account, most, dueBy(account, CallKind.LOOK));
        Account owner = schedule.account(account);
        part.ifPresent(
                doubt -> {
                    schedule.enter(account, CallKind.LOOK);
                    due.add(new DoubtfulPart(doubt, owner));
                });
        return part.isPresent();
    }

    private boolean release(String account, List<Object> due) {
        int calls = schedule.mayClaim(account, CallKind.RELEASE);
        if (calls == 0 || !schedule.mayRelease()) {
            return false;
        }
        List<Claim> claims = claims(account, calls);
        claims.forEach(claim -> add(account, claim, due));
        return !claims.isEmpty();
    }

    private List<Claim> claims(String account, int calls) {
        int size = schedule.callSize(account);
        int largest = schedule.fillSize(account);
        int room = filling.room(account);
        Instant dueBy = dueBy(account, CallKind.RELEASE);
        if (schedule.isEverythingRefused(account)) {
            List<Claim> fresh = parts.claimFresh(account, size, largest, room, dueBy);
            if (!fresh.isEmpty()) {
                return fresh;
            }
        }
        return parts.claim(account, size, largest, room, dueBy, calls);
    }

    private void add(String account, Claim claim, List<Object> due) {
        Batch call = claim.call();
        if (call == null && schedule.isHeld(account, CallKind.RELEASE)) {
            // One call is to show whether the trouble is over; there is nothing to wait for.
            call = new Batch(account, claim.filling());
        }
        if (call != null) {
            schedule.enter(account, CallKind.RELEASE);
            due.add(new FullCall(call));
        } else {
            due.addAll(claim.filling());
        }
    }
}
