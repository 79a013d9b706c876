package io.reprieve.practice;

/** Which calls a fault hits. */
public enum Reach {
    /** Release calls alone. */
    RELEASES(""),
    /** Calls that only look: at a message, for messages, at a token. */
    LOOKS("+looks"),
    /** Calls of every kind. */
    ALL("+all");

    private final String suffix;

    Reach(String suffix) {
        this.suffix = suffix;
    }

    /** How it stands behind a fault; empty for {@link #RELEASES}. */
    String suffix() {
        return suffix;
    }

    /** Whether a call is one of these. */
    boolean hits(boolean releaseCall) {
        return this == ALL || releaseCall == (this == RELEASES);
    }

    /** The one that is written so, where null is {@link #RELEASES}. */
    static Reach of(String suffix) {
        for (Reach reach : values()) {
            if (reach.suffix.equals(suffix)) {
                return reach;
            }
        }
        return RELEASES;
    }
}
