package io.reprieve.connector.jms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether messages are taken one by one: where bursts fail, a message that cannot be handed over
 * would bring its neighbours again and again. Thread-safe.
 */
final class Caution {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

    /** So many connections on which a burst failed are no accident. */
    private static final int FAILURES = 2;

    /** So many messages in a row without a failure, and it is over. */
    private static final int GOOD = 100;

    /** So many waits without a message, and it is over. */
    private static final int QUIET_LOOKS = 20;

    private final String queue;
    private Object failed;
    private int failures;
    private int good;
    private int quiet;

    /** For the messages of that queue. */
    Caution(String queue) {
        this.queue = queue;
    }

    synchronized boolean isNeeded() {
        return failures >= FAILURES;
    }

    /**
     * A burst failed.
     *
     * @param connection what it came over; all bursts of one fail together
     */
    synchronized void failed(Object connection) {
        good = 0;
        quiet = 0;
        if (connection == failed) {
            return;
        }
        failed = connection;
        failures++;
        if (failures == FAILURES) {
            LOG.warn(
                    "messages of {} are taken one by one for a while, since bursts of them failed"
                            + " twice. One that the broker cannot hand over comes first until it"
                            + " gives it up; look for it in the broker's own dead letter, and in"
                            + " its log",
                    queue);
        }
    }

    /** So many messages were taken and acknowledged. */
    synchronized void took(int messages) {
        quiet = 0;
        good += messages;
        endIf(good >= GOOD);
    }

    /** No message came for a while. */
    synchronized void nothingCame() {
        quiet++;
        endIf(quiet >= QUIET_LOOKS);
    }

    private void endIf(boolean isOver) {
        if (isOver) {
            if (isNeeded()) {
                LOG.info("messages of {} are taken in bursts again", queue);
            }
            failures = 0;
            good = 0;
            quiet = 0;
        }
    }
}
