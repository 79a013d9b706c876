package io.reprieve.release;

import java.time.Instant;

/**
 * Why the calls of an account wait, although ids are due. While it lasts nothing goes to the dead
 * letter, and one call at a time is let through to see whether it is over.
 *
 * @param kind what kind of trouble it is
 * @param words what is wrong and what to do, for an operator
 * @param since when it began
 * @param probeAt when the next call may try
 * @param probes how many tries have failed so far
 */
public record Hold(Kind kind, String words, Instant since, Instant probeAt, int probes) {
    /** Whether Cloudflare refuses access, rather than not answering. */
    public boolean isOfAccess() {
        return kind != Kind.OUTAGE;
    }

    /** Kinds of trouble. */
    public enum Kind {
        /** Cloudflare refuses credentials, permission, account or address for a release. */
        ACCESS,
        /** The same for asking; a release has not been refused. */
        READ_ACCESS,
        /** The API does not answer, or answers every call with a server error. */
        OUTAGE
    }
}
