package io.reprieve.calls;

import io.reprieve.domain.Batch;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Part;
import io.reprieve.ledger.Claim;
import io.reprieve.ledger.CommitSignal;
import io.reprieve.ledger.Parts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is due from the ledger, as far as calls may be made: first attempts, retries, and what
 * a crash left, all the same way. Called by one thread at a time, but for {@link #hurry}.
 */
public final class CallDispatcher {
    /** Messages that are looked up one after another before what is learnt is written down. */
    private static final int LOOKUPS = 50;

    /** No row waits longer than this. */
    private static final Duration AHEAD = Duration.ofDays(2);

    /** How soon to look again where something is due and may not be claimed yet. */
    private static final Duration SOON = Duration.ofMillis(250);

    private final Parts parts;
    private final CallGate gate;
    private final FillCall filling;
    private final Clock clock;
    private final CommitSignal commits;
    private boolean verifyFirst;
    private boolean hurried;

    /** Takes from those parts, and is woken by that signal. */
    public CallDispatcher(
            Parts parts, CallGate gate, FillCall filling, Clock clock, CommitSignal commits) {
        this.parts = parts;
        this.gate = gate;
        this.filling = filling;
        this.clock = clock;
        this.commits = commits;
    }

    /** Who gets what is due; each waits as long as it must, so that nothing piles up. */
    public interface Receiver {
        /** A full call. */
        void call(ReleaseCall call) throws InterruptedException;

        /** A part of a small list, which is to share a call with others. */
        void part(Part part) throws InterruptedException;

        /** Messages whose state must be looked up before anything is sent again. */
        void doubt(Part part) throws InterruptedException;
    }

    /**
     * Claims all that may go out now.
     *
     * @return whether there was anything
     * @throws io.reprieve.ledger.LedgerException when the ledger cannot be written; what was
     *     claimed before is with the receiver
     */
    public boolean dispatch(Receiver receiver) throws InterruptedException {
        boolean any = false;
        while (claimRound(receiver)) {
            any = true;
        }
        return any;
    }

    private boolean claimRound(Receiver receiver) throws InterruptedException {
        boolean any = false;
        for (String account : gate.names()) {
            any |= claim(account, receiver);
        }
        return any;
    }

    /** Says that nothing more is expected at the moment: an unfilled call need not wait. */
    public void hurry() {
        synchronized (this) {
            hurried = true;
        }
        commits.give();
    }

    /** Takes note that unfilled calls are to go now; true once for each {@link #hurry}. */
    public synchronized boolean takeHurry() {
        boolean now = hurried;
        hurried = false;
        return now;
    }

    /** When it is worth to look again if nothing is committed before; null: never. */
    public Instant nextDue() {
        Instant now = clock.instant();
        Instant next = null;
        for (String account : gate.names()) {
            Instant due = parts.nextDue(account).orElse(null);
            if (due != null) {
                // A hold may be tried before the rows that wait for its end.
                Instant probe = gate.nextProbe(account);
                due = probe != null && probe.isBefore(due) ? probe : due;
                due = due.isAfter(now) ? due : later(now.plus(SOON), gate.nextTurn(account));
                next = next == null || due.isBefore(next) ? due : next;
            }
        }
        return next;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean claim(String account, Receiver receiver) throws InterruptedException {
        // In turns, so that neither a flood of new ids nor one of doubts keeps the other waiting.
        verifyFirst = !verifyFirst;
        return verifyFirst
                ? verify(account, receiver) || release(account, receiver)
                : release(account, receiver) || verify(account, receiver);
    }

    /** What is held tries with whatever waits: its rows may all wait longer than the hold. */
    private Instant dueBy(String account, CallKind kind) {
        Instant now = clock.instant();
        return gate.isHeld(account, kind) ? now.plus(AHEAD) : now;
    }

    private boolean verify(String account, Receiver receiver) throws InterruptedException {
        if (gate.mayClaim(account, CallKind.LOOK) == 0) {
            return false;
        }
        int most = gate.isHeld(account, CallKind.LOOK) ? 1 : LOOKUPS;
        Optional<Part> part = parts.claimDoubt(account, most, dueBy(account, CallKind.LOOK));
        if (part.isPresent()) {
            gate.enter(account, CallKind.LOOK);
            receiver.doubt(part.get());
        }
        return part.isPresent();
    }

    private boolean release(String account, Receiver receiver) throws InterruptedException {
        int calls = gate.mayClaim(account, CallKind.RELEASE);
        if (calls == 0 || !gate.mayRelease()) {
            return false;
        }
        List<Claim> claims = claims(account, calls);
        for (Claim claim : claims) {
            give(account, claim, receiver);
        }
        return !claims.isEmpty();
    }

    private List<Claim> claims(String account, int calls) {
        int size = gate.callSize(account);
        int largest = gate.fillSize(account);
        int room = filling.room(account);
        Instant dueBy = dueBy(account, CallKind.RELEASE);
        if (gate.isEverythingRefused(account)) {
            List<Claim> fresh = parts.claimFresh(account, size, largest, room, dueBy);
            if (!fresh.isEmpty()) {
                return fresh;
            }
        }
        return parts.claim(account, size, largest, room, dueBy, calls);
    }

    private void give(String account, Claim claim, Receiver receiver) throws InterruptedException {
        Batch call = claim.call();
        if (call == null && gate.isHeld(account, CallKind.RELEASE)) {
            // One call is to show whether the trouble is over; there is nothing to wait for.
            call = new Batch(account, claim.filling());
        }
        if (call != null) {
            gate.enter(account, CallKind.RELEASE);
            receiver.call(ReleaseCall.full(call));
            return;
        }
        for (Part part : claim.filling()) {
            receiver.part(part);
        }
    }
}
