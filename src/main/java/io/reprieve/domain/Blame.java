package io.reprieve.domain;

/** Whose fault it is that a call with a single id was refused; see {@link BlameRules}. */
public enum Blame {
    /** The id's own: it has its outcome. */
    MESSAGE,
    /** Nobody's as far as is known: it is tried again, and nothing is said of the id. */
    NOBODY
}
