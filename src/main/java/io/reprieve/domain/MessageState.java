package io.reprieve.domain;

/**
 * What asking for one message tells, told by what we then know of it.
 *
 * @param kind what is known
 * @param ifReleased what is known of it once a release is known to have succeeded
 * @param disposition Cloudflare's verdict on the message (for example {@code SPAM}), or null
 * @param how the fields that say so, for the report; null where there are none
 * @param facts status, code, words and ray of the answer
 */
public record MessageState(
        Kind kind, Kind ifReleased, String disposition, String how, ResponseInfo facts) {
    /** A state that a release would have led to a delivery from. */
    public MessageState(Kind kind, String disposition, String how, ResponseInfo facts) {
        this(kind, Kind.RELEASED, disposition, how, facts);
    }

    /**
     * Whether it leaves open what came of a release: then the message's action log tells, which is
     * one call more.
     */
    public boolean isUndecided() {
        return how != null && (kind == Kind.NOT_QUARANTINED || kind == Kind.UNCLEAR);
    }

    /** The same once its action log has told whether a release succeeded. */
    public MessageState logged(boolean released, String words) {
        Kind known = released ? ifReleased : kind;
        return new MessageState(known, ifReleased, disposition, how + ", " + words, facts);
    }

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
