package io.reprieve.domain;

/**
 * What came of one row of a list. Every row that is neither blank nor a comment ends with exactly
 * one of these. The names stand in reports, summaries and dead letters and never change.
 */
public enum Outcome {
    /** Delivered to every recipient that Cloudflare named, or found released when verified. */
    RELEASED(false),
    /** Delivered to some recipients, not to others. */
    PARTIAL(true),
    /** Taken by Cloudflare, delivered to nobody, nobody failed. */
    UNDELIVERED(true),
    /** Recipients failed, or attempts ran out; the reason says which. */
    FAILED(true),
    /** The answer names no recipient, and verification did not settle it. */
    UNCONFIRMED(true),
    /** Nothing to release: the message is not in quarantine. */
    NOT_QUARANTINED(false),
    /** Cloudflare does not know the message. */
    NOT_FOUND(true),
    /** Cloudflare refused this id by itself; the reason has its code and words. */
    REFUSED(true),
    /** Not an id; never sent; the reason says what it looks like. */
    INVALID(true),
    /** The same id stands earlier in the list, or was released by an earlier job. */
    DUPLICATE(false),
    /** An operator cancelled the job before this id was sent. */
    CANCELLED(true),
    /** Dry run only: the message is in quarantine and would be released. */
    WOULD_RELEASE(false);

    private final boolean needsPerson;

    Outcome(boolean needsPerson) {
        this.needsPerson = needsPerson;
    }

    /**
     * Whether a row with this outcome goes to the dead letter, and is taken as new when dropped
     * again.
     */
    public boolean needsPerson() {
        return needsPerson;
    }
}
