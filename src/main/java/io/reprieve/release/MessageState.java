package io.reprieve.release;

/**
 * What asking for one message tells, told by what we then know of it.
 *
 * @param kind what is known
 * @param disposition Cloudflare's verdict on the message (for example {@code SPAM}), or null
 * @param how the fields that say so, for the report; null where there are none
 * @param facts status, code, words and ray of the answer
 */
public record MessageState(Kind kind, String disposition, String how, Facts facts) {
    /** What is known of a message. */
    public enum Kind {
        /** It was released from quarantine, or delivered and no longer held. */
        RELEASED,
        /** It was released from quarantine, and its delivery failed. */
        BOUNCED,
        /** It is in quarantine, whatever was done to it. */
        QUARANTINED,
        /** It is not in quarantine, and nothing says that it was delivered. */
        NOT_QUARANTINED,
        /** Cloudflare does not know it. */
        NOT_FOUND,
        /** The answer says nothing of its state. */
        UNCLEAR
    }
}
