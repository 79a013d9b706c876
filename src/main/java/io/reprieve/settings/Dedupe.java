package io.reprieve.settings;

/** Which ids count as seen before; the setting {@code reprieve.dedupe}. */
public enum Dedupe {
    /** An id that any earlier job released is not sent again. */
    LEDGER,
    /** Only the second and later appearance within one list. */
    LIST,
    /** Every row is sent. */
    OFF
}
