package io.reprieve.connector.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * A transacted session: what is received and sent through it counts with {@link #commit}, all of it
 * or nothing. For one thread at a time.
 */
final class JmsSession implements AutoCloseable {
    private final Broker broker;
    private final Connection connection;
    private final Session session;
    private MessageConsumer consumer;
    private MessageProducer producer;
    private String target;
    private int idle;

    private JmsSession(Broker broker, Connection connection) throws JMSException {
        this.broker = broker;
        this.connection = connection;
        this.session = connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    /**
     * Opens one.
     *
     * @throws BrokerAwayException when the broker cannot be reached
     */
    static JmsSession open(Broker broker) throws JMSException {
        Connection connection = broker.connection();
        try {
            return new JmsSession(broker, connection);
        } catch (JMSException | RuntimeException e) {
            broker.drop(connection);
            throw e;
        }
    }

    /** Whether its connection is still there, as far as is known. */
    boolean isUsable() {
        return broker.isCurrent(connection);
    }

    /** Whether it is one of that broker. */
    boolean isOf(Broker one) {
        return broker == one;
    }

    /** What all channels of one connection have in common. */
    Object connection() {
        return connection;
    }

    /** For making messages and destinations. */
    Session session() {
        return session;
    }

    /**
     * Takes what comes together.
     *
     * @param queue the queue's name, the same each time
     * @param first longest wait for the first message, in ms
     * @param next longest wait for each further one, in ms
     * @param patience longest time for all further ones, in ms
     * @param most messages at most
     * @param mostText characters or bytes after which no further message is taken
     */
    List<Message> receive(
            String queue, long first, long next, long patience, int most, long mostText)
            throws JMSException {
        openConsumer(queue);
        List<Message> messages = new ArrayList<>();
        Message message = consumer.receive(first);
        long text = 0;
        long end = System.nanoTime() + patience * 1_000_000;
        while (message != null) {
            messages.add(message);
            text += MessageBodies.length(message);
            boolean full = messages.size() == most || text > mostText || System.nanoTime() > end;
            message = full ? null : consumer.receive(next);
        }
        idle = messages.isEmpty() ? idle + 1 : 0;
        return messages;
    }

    /** How often it has waited in vain, since a message came or the consumer was made. */
    int idle() {
        return idle;
    }

    /** Is ready to receive from that queue. */
    void openConsumer(String queue) throws JMSException {
        if (consumer == null) {
            consumer = session.createConsumer(session.createQueue(queue));
        }
    }

    /** Is ready to send to that text of {@link Addresses}. */
    void openSender(String text) throws JMSException {
        if (!text.equals(target)) {
            if (producer != null) {
                producer.close();
                target = null;
            }
            // Named, so that a broker says at once when there is no such place or we may not.
            producer = session.createProducer(Addresses.destination(session, text));
            target = text;
        }
    }

    /** Lets others have what was sent ahead; what was received stays received. */
    void rest() throws JMSException, java.io.IOException {
        MessageConsumer resting = consumer;
        if (resting != null) {
            consumer = null;
            idle = 0;
            BoundedMessages.run("rest", Lane.LONGEST, resting::close);
        }
    }

    /** Sends to that text of {@link Addresses}: persistent, never expiring. */
    void send(String text, Message message) throws JMSException {
        openSender(text);
        producer.send(
                message,
                jakarta.jms.DeliveryMode.PERSISTENT,
                Message.DEFAULT_PRIORITY,
                Message.DEFAULT_TIME_TO_LIVE);
    }

    void commit() throws JMSException {
        session.commit();
    }

    /** Gives up the connection too: something is wrong with it. */
    void fail() {
        broker.drop(connection);
    }

    @Override
    public void close() {
        if (!BoundedMessages.await("close-session", session::close)) {
            fail();
        }
    }
}
