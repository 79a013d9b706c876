package io.reprieve.calls;

import io.reprieve.cloudflare.CallBody;
import io.reprieve.domain.Batch;
import io.reprieve.domain.Sent;
import io.reprieve.domain.Verdict;
import io.reprieve.ledger.CallBudget;
import java.util.List;

/**
 * One call that releases messages, from its claim to its outcomes. Used by one thread at a time.
 */
public final class ReleaseCall {
    private Batch batch;
    private boolean isCounted;
    private boolean hasPlace;
    private CallBudget.Ticket ticket;
    private Sent sent;
    private CallBody body;
    private String secret;
    private long began;
    private List<Verdict> verdicts;

    private ReleaseCall(Batch batch, boolean isCounted) {
        this.batch = batch;
        this.isCounted = isCounted;
    }

    /** A call that is full, and is counted as claimed. */
    static ReleaseCall full(Batch batch) {
        return new ReleaseCall(batch, true);
    }

    /** A call that was filled from small lists; it is counted when it waits for its turn. */
    public static ReleaseCall filled(Batch batch) {
        return new ReleaseCall(batch, false);
    }

    /** The messages; once the call has begun without those that were cancelled meanwhile. */
    Batch batch() {
        return batch;
    }

    /** Name of the account. */
    String account() {
        return batch.account();
    }

    /** Leave for the call; null before it has begun. */
    CallBudget.Ticket ticket() {
        return ticket;
    }

    /** The call as the rules of accounts want it told. */
    Sent sent() {
        return sent;
    }

    /** What is posted; it knows whether any of it was sent. */
    CallBody body() {
        return body;
    }

    /** Which secret the call is made with, as a fingerprint. */
    String secret() {
        return secret;
    }

    /** Milliseconds since the call began. */
    long millis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** What followed from the answer; null before it was judged. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** Takes note that it is counted as claimed; whether it was not before. */
    boolean count() {
        boolean isFirst = !isCounted;
        isCounted = true;
        return isFirst;
    }

    boolean isCounted() {
        return isCounted;
    }

    /** Takes note of its place among the calls under way. */
    void takePlace() {
        hasPlace = true;
    }

    /** Gives that up; whether it had one. */
    boolean leavePlace() {
        boolean had = hasPlace;
        hasPlace = false;
        return had;
    }

    /** Takes note of its ticket, and of what of the batch is sent. */
    void begin(Batch begun, CallBudget.Ticket granted) {
        batch = begun;
        ticket = granted;
    }

    /** Takes note of what is posted, and with which secret. */
    void post(Sent call, CallBody posted, String fingerprint) {
        sent = call;
        body = posted;
        secret = fingerprint;
        began = System.nanoTime();
    }

    /** Takes note of what followed. */
    void judge(List<Verdict> judged) {
        verdicts = judged;
    }
}
