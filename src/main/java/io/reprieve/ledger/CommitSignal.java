package io.reprieve.ledger;

/**
 * Wakes those who wait for the ledger: each commit of this process may have made something due.
 * What another process commits is not heard of. Thread-safe.
 */
public final class CommitSignal {
    private long count;

    CommitSignal() {}

    /** How often it was given so far; to be asked before a look, and handed to {@link #await}. */
    public synchronized long count() {
        return count;
    }

    /** Gives it: something was committed, or may be taken now for another reason. */
    public synchronized void give() {
        count++;
        notifyAll();
    }

    /**
     * Waits until it is given again.
     *
     * @param seen what {@link #count} was before the look that found nothing
     * @param millis longest wait, in ms
     */
    public synchronized void await(long seen, long millis) throws InterruptedException {
        if (count == seen && millis > 0) {
            wait(millis);
        }
    }
}
