package io.reprieve.cli;

/** What was asked for cannot be done as it was asked; the message says why and what to do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String words) {
        super(words);
    }
}
