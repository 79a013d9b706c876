package io.reprieve.connector.jms;

/** The broker cannot be reached now; it is tried again. The message is fit for the log. */
public final class BrokerAwayException extends RuntimeException {
    /** With the reason in words, and what led to it or null. */
    BrokerAwayException(String words, Throwable cause) {
        super(words, cause);
    }
}
