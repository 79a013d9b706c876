package io.reprieve.ledger;

import java.nio.file.Path;

/**
 * The ledger cannot be read or written just now, or cannot be opened at all. The message says which
 * file, what happened and what to do.
 */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /** An exception about that ledger file, with its cause or null. */
    public LedgerException(Path file, String words, Throwable cause) {
        super(words + " (ledger: " + file + ")", cause);
        this.file = file;
    }

    /** The ledger's file. */
    public Path file() {
        return file;
    }
}
