package io.reprieve.settings;

/** What happens to a list none of whose ids has a known shape. */
public enum Unfamiliar {
    /** It waits until a person lets it go. */
    HOLD,
    /** It is taken like any other. */
    TAKE
}
