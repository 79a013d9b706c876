package io.reprieve.station.jms;

import io.reprieve.settings.JmsSettings;
import jakarta.jms.Destination;
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
 * Moves a message whose body is no list to the dead letter, as it is, in the transaction in which
 * it was received. Thread-safe.
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
    void send(Channel channel, Message message, NoListException why)
            throws JMSException, IOException {
        LOG.warn(
                "rejected a message from {}: {} It is in {} now.",
                settings.queue(),
                why.getMessage(),
                settings.deadLetter());
        Map<String, Object> properties = new LinkedHashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement().toString();
            properties.put(name, message.getObjectProperty(name));
        }
        Destination target = channel.session().createQueue(settings.deadLetter());
        try (Body body = why.body();
                InputStream bytes = body == null ? null : body.open()) {
            Message sent = body == null ? message : copy(channel, message, body, bytes);
            mark(sent, properties, why.getMessage());
            channel.send(target, sent);
        }
    }

    private static Message copy(Channel channel, Message message, Body body, InputStream bytes)
            throws JMSException, IOException {
        Message copy;
        if (message instanceof TextMessage text) {
            copy = channel.session().createTextMessage(text.getText());
        } else {
            copy = Bodies.newBytes(channel.session(), message, body, bytes);
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
