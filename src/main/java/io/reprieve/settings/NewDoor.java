package io.reprieve.settings;

/** What happens to a list from a source through which none came before. */
public enum NewDoor {
    /** It is taken like any other. */
    OFF,
    /** It waits until a person lets it go. */
    HOLD
}
