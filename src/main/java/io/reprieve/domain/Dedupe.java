package io.reprieve.domain;

/** Which repeated ids are not sent again: {@code reprieve.dedupe}. */
public enum Dedupe {
    /** An id that was released by any earlier job, or stands earlier in the same list. */
    LEDGER,
    /** An id that stands earlier in the same list. */
    LIST,
    /** None: every row is sent. */
    OFF
}
