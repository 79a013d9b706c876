package io.reprieve.connector.jms;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A session for sending, over a connection of its own: what the broker does not take in time is
 * given up together with the connection, and hinders nobody else. Thread-safe.
 */
final class Lane implements AutoCloseable {
    /** Longest wait for a transaction, whatever the client's own bounds are. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final String name;
    private final Broker broker;
    private JmsSession channel;

    Lane(String name, Broker broker) {
        this.name = name;
        this.broker = broker;
    }

    /** What is sent. */
    @FunctionalInterface
    interface Sending {
        void by(JmsSession channel) throws JMSException, IOException;
    }

    /**
     * Sends and commits, all of it or nothing.
     *
     * @throws SlowException when the broker does not take it in time
     * @throws BrokerAwayException when it cannot be reached
     */
    synchronized void send(Sending sending) throws JMSException, IOException {
        AtomicReference<JmsSession> used = new AtomicReference<>(channel);
        channel = null;
        boolean isEnded = true;
        boolean isDone = false;
        try {
            BoundedMessages.run(name, LONGEST, () -> send(used, sending));
            isDone = true;
        } catch (SlowException e) {
            isEnded = false;
            throw e;
        } finally {
            if (isDone) {
                channel = used.get();
            } else if (!isEnded) {
                broker.dropCurrent();
            } else if (used.get() != null) {
                used.get().close();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (channel != null) {
            channel.close();
        }
        broker.close();
    }

    private void send(AtomicReference<JmsSession> used, Sending sending)
            throws JMSException, IOException {
        JmsSession ready = used.get();
        if (ready == null || !ready.isUsable()) {
            ready = JmsSession.open(broker);
            used.set(ready);
        }
        sending.by(ready);
        ready.commit();
    }
}
