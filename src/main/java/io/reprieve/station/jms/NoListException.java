package io.reprieve.station.jms;

/** The body of a message is no list; the message says why, in words for whoever sent it. */
final class NoListException extends Exception {
    private final transient Body body;

    NoListException(String reason, Body body) {
        super(reason);
        this.body = body;
    }

    /** The body, or null for a message of a kind that is not looked at. The caller closes it. */
    Body body() {
        return body;
    }
}
