package io.reprieve.connector.jms;

import jakarta.jms.JMSException;

/** A broker lets us in, but opens no session with a transaction. */
final class NoTransactionsException extends JMSException {
    /** With what the broker says, or what is known in its place. */
    NoTransactionsException(String said, Throwable cause) {
        super(said);
        initCause(cause);
    }
}
