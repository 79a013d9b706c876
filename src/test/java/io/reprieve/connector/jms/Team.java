package io.reprieve.connector.jms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An integration team at its side of the broker: sends requests and reads answers. */
final class Team implements AutoCloseable {
    static final String REQUESTS = "reprieve.requests";
    static final String RESULTS = "reprieve.results";
    static final String DEAD = "reprieve.dead-letter";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;

    Team(ConnectionFactory factory) throws JMSException {
        connection = factory.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        producer = session.createProducer(null);
    }

    static Team at(String url) throws Exception {
        String type =
                url.startsWith("amqp")
                        ? "org.apache.qpid.jms.JmsConnectionFactory"
                        : "org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory";
        return new Team(
                (ConnectionFactory)
                        Class.forName(type).getConstructor(String.class).newInstance(url));
    }

    Session session() {
        return session;
    }

    /** Sends a text with nothing else; its message id. */
    String send(String text) throws JMSException {
        return send(session.createTextMessage(text));
    }

    String send(Message message) throws JMSException {
        producer.send(session.createQueue(REQUESTS), message, DeliveryMode.PERSISTENT, 4, 0L);
        return message.getJMSMessageID();
    }

    /** Sends many texts in one transaction; each has its number as correlation id. */
    void sendAll(List<String> texts) throws JMSException {
        try (Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer sender =
                        transacted.createProducer(transacted.createQueue(REQUESTS))) {
            int number = 0;
            for (String text : texts) {
                TextMessage message = transacted.createTextMessage(text);
                message.setJMSCorrelationID("c" + number++);
                sender.send(message);
                if (number % 1000 == 0) {
                    transacted.commit();
                }
            }
            transacted.commit();
        }
    }

    /** The next message in that queue. */
    Message receive(String queue) throws JMSException {
        return receive(session.createQueue(queue), Duration.ofSeconds(30));
    }

    Message receive(Destination destination, Duration patience) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(destination)) {
            Message message = consumer.receive(patience.toMillis());
            if (message == null) {
                throw new AssertionError("nothing came to " + destination);
            }
            return message;
        }
    }

    /** All that comes to a queue until nothing comes for a while. */
    List<Message> receiveAll(String queue, int least) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message message = consumer.receive(60_000);
            while (message != null) {
                messages.add(message);
                message = consumer.receive(messages.size() < least ? 30_000 : 300);
            }
        }
        return messages;
    }

    /**
     * Answers until so many different requests are answered; some may be answered twice.
     *
     * @return the id that each mark's answer tells of
     */
    Map<String, String> receiveMarks(String queue, int count) throws JMSException {
        Map<String, String> idOf = new HashMap<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            while (idOf.size() < count) {
                Message message = consumer.receive(30_000);
                if (message == null) {
                    throw new AssertionError("only " + idOf.size() + " requests were answered");
                }
                String id = json(message).path("outcomes").get(0).path("id").asText();
                String other = idOf.put(message.getJMSCorrelationID(), id);
                if (other != null && !other.equals(id)) {
                    throw new AssertionError("one request has answers about two ids");
                }
            }
        }
        return idOf;
    }

    static JsonNode json(Message message) {
        try {
            return JSON.readTree(((TextMessage) message).getText());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
