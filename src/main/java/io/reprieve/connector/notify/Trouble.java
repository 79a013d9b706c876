package io.reprieve.connector.notify;

/**
 * How something stands that may be in trouble.
 *
 * @param subject what it is, for example {@code account:default}
 * @param lasts whether the trouble is there; otherwise it is over
 * @param notice what is told of it
 */
record Trouble(String subject, boolean lasts, Notice notice) {
    /** The ledger's word for the subject and how it stands. */
    String topic() {
        return topic(subject, lasts);
    }

    static String topic(String subject, boolean lasts) {
        return subject + (lasts ? "|trouble" : "|over");
    }
}
