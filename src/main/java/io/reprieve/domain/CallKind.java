package io.reprieve.domain;

/**
 * What a call is for. Permission, trouble and holds are kept for each by itself: credentials that
 * may read need not be allowed to release, and a gateway may block the one and not the other.
 */
public enum CallKind {
    /** Releases messages. */
    RELEASE("releases"),
    /** Looks at one message, or at many. */
    LOOK("look-ups"),
    /** A page of a saved search. */
    SEARCH("searches");

    private final String words;

    CallKind(String words) {
        this.words = words;
    }

    /** The calls in words, for example {@code releases}. */
    public String words() {
        return words;
    }
}
