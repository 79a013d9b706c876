package io.reprieve.domain;

import java.time.Instant;

/**
 * Why calls of one kind wait with an account, although ids are due. While it lasts nothing goes to
 * the dead letter, and one such call at a time is let through to see whether it is over.
 *
 * @param kind what kind of trouble it is
 * @param words what is wrong and what to do, for an operator
 * @param since when it began
 * @param probeAt when the next call may try
 * @param probes how many tries have failed so far
 */
public record AccountHold(Kind kind, String words, Instant since, Instant probeAt, int probes) {
    /** Whether Cloudflare refuses access, rather than not answering. */
    public boolean isOfAccess() {
        return kind == Kind.ACCESS;
    }

    /**
     * Whether a try has confirmed it. One refusal of access proves nothing: Cloudflare itself has
     * reported stray ones in September 2026.
     */
    public boolean isConfirmed() {
        return kind != Kind.ACCESS || probes > 0;
    }

    /** Kinds of trouble. */
    public enum Kind {
        /** Cloudflare refuses credentials, permission, account or address. */
        ACCESS,
        /** Every call is refused for what it holds, whatever that is. */
        REFUSALS,
        /** The API does not answer, or answers every call with a server error. */
        OUTAGE
    }
}
