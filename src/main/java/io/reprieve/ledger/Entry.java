package io.reprieve.ledger;

/**
 * One row of a list on its way into the ledger.
 *
 * @param line line in the list, from 1
 * @param id the id, or what stands in its place; no line ends
 * @param account name of the account it belongs to; no line ends
 * @param problem why it is no id, in words for the report; null where it is one
 */
public record Entry(long line, String id, String account, String problem) {
    /** Checks what the ledger's own format rests on. */
    public Entry {
        if (line < 1 || id.indexOf('\n') >= 0 || account.isEmpty() || account.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "A row needs a line, one line of id, one of account.");
        }
    }
}
