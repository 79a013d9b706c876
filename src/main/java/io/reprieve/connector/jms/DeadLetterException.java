package io.reprieve.connector.jms;

/** The dead letter takes nothing now; it is tried again. The message is fit for the log. */
final class DeadLetterException extends RuntimeException {
    DeadLetterException(String words, Throwable cause) {
        super(words, cause);
    }
}
