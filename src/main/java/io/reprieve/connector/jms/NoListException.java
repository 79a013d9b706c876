package io.reprieve.connector.jms;

/** The body of a message is no list; the message says why, in words for whoever sent it. */
final class NoListException extends Exception {
    private final transient MessageBody body;

    NoListException(String reason, MessageBody body) {
        super(reason);
        this.body = body;
    }

    /** The body, or null for a message of a kind that is not looked at. The caller closes it. */
    MessageBody body() {
        return body;
    }
}
