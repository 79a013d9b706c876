package io.reprieve.connector.notify;

/** A notice could not be brought; the words are fit for the log. */
public final class NoticeFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoticeFailedException(String words) {
        super(words);
    }
}
