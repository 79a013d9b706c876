package io.reprieve.app;

/** Reprieve cannot start as it is set up; the message says why and what to do. Exit code 2. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with those words. */
    public StartException(String words) {
        super(words);
    }

    /** An exception with those words and what caused it. */
    public StartException(String words, Throwable cause) {
        super(words, cause);
    }
}
