package io.reprieve.connector.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a message whose body is no list to the dead letter, as it is, before it is acknowledged: a
 * crash in between moves it twice. Thread-safe.
 */
final class Rejection {
    /** Property: what became of it. */
    static final String OUTCOME = "ReprieveOutcome";

    /** Property: why, in words. */
    static final String REASON = "ReprieveReason";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

    private final JmsSettings settings;

    Rejection(JmsSettings settings) {
        this.settings = settings;
    }

    /**
     * Sends it there with the reason. A text or bytes message is written anew, since a long one can
     * be read only once; any other goes as it came, and is not looked into.
     */
    void send(Lane lane, Message message, NoListException why) throws IOException {
        try {
            lane.send(channel -> send(channel, message, why));
        } catch (JMSException | BrokerAwayException e) {
            throw new DeadLetterException(
                    "a message from "
                            + settings.queue()
                            + " is no list and cannot be moved to "
                            + settings.deadLetter()
                            + " now: "
                            + e.getMessage()
                            + " It stays in "
                            + settings.queue()
                            + ", others are taken. See that the queue is there, has room, and that"
                            + " reprieve.jms.user may send to it.",
                    e);
        }
        if (why.body() != null) {
            why.body().close();
        }
        LOG.warn(
                "rejected a message from {}: {} It is in {} now.",
                settings.queue(),
                why.getMessage(),
                settings.deadLetter());
    }

    private void send(JmsSession channel, Message message, NoListException why)
            throws JMSException, IOException {
        Map<String, Object> properties = new LinkedHashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement().toString();
            properties.put(name, message.getObjectProperty(name));
        }
        MessageBody body = why.body();
        try (InputStream bytes = body == null ? null : body.open()) {
            Message sent = body == null ? message : copy(channel, message, body, bytes);
            mark(sent, properties, why.getMessage());
            channel.send("queue:" + settings.deadLetter(), sent);
        }
    }

    private static Message copy(
            JmsSession channel, Message message, MessageBody body, InputStream bytes)
            throws JMSException, IOException {
        Message copy;
        if (message instanceof TextMessage text) {
            copy = channel.session().createTextMessage(text.getText());
        } else {
            copy = MessageBodies.newBytes(channel.session(), message, body, bytes);
        }
        copy.setJMSCorrelationID(message.getJMSCorrelationID());
        copy.setJMSReplyTo(message.getJMSReplyTo());
        copy.setJMSType(message.getJMSType());
        return copy;
    }

    private static void mark(Message message, Map<String, Object> properties, String reason)
            throws JMSException {
        // What was received can be sent, but its properties can only be written all anew.
        message.clearProperties();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            keep(message, property.getKey(), property.getValue());
        }
        message.setStringProperty(OUTCOME, "REJECTED");
        message.setStringProperty(REASON, reason);
    }

    private static void keep(Message message, String name, Object value) {
        try {
            message.setObjectProperty(name, value);
        } catch (JMSException | RuntimeException e) {
            // Some names are the broker's own, and are set by it again.
            LOG.debug("the property {} is not kept", name, e);
        }
    }
}
