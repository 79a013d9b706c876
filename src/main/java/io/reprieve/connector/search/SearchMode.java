package io.reprieve.connector.search;

/** What becomes of the messages that a saved search finds. */
public enum SearchMode {
    /** They are written into a file, for a person to look at and drop into the inbox. */
    PROPOSE,
    /** They are released like those of any list. */
    RELEASE
}
