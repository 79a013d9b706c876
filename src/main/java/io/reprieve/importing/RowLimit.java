package io.reprieve.importing;

import io.reprieve.list.UnreadableListException;

/**
 * How many rows a list may have before it is refused: each takes room in the ledger and in the
 * report, long before a person can say whether it is wanted. Immutable.
 *
 * @param most rows, as {@code reprieve.guard.max-rows} says
 * @param bytes of the list as it came
 */
record RowLimit(long most, long bytes) {
    /** So many rows take little room, whatever they are. */
    private static final long FEW = 100_000;

    /**
     * Looks at the number of rows read so far.
     *
     * @throws UnreadableListException when they are too many
     */
    void check(long rows) {
        if (rows > most) {
            throw new UnreadableListException(
                    String.format(
                            "The list has more than %,d rows, which is reprieve.guard.max-rows."
                                    + " Split it, or raise that setting.",
                            most));
        }
        if (rows > FEW && rows > bytes) {
            throw new UnreadableListException(
                    String.format(
                            "The list has more than %,d rows in %,d bytes, so nearly all of them"
                                    + " are the same. Send each id once.",
                            FEW, bytes));
        }
    }
}
