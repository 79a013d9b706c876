package io.reprieve.station.jms;

import io.reprieve.settings.JmsProvider;
import io.reprieve.settings.JmsSettings;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.regex.Pattern;

/**
 * Destinations as text, for the ledger: {@code queue:NAME} or {@code topic:NAME}. What a message
 * names as the place of its answer only ever becomes a destination of the same broker. Immutable.
 */
final class Addresses {
    private static final String QUEUE = "queue:";
    private static final String TOPIC = "topic:";

    /** Beyond these, names have options for the client or address other things than a queue. */
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}?&\\s]{1,500}");

    private final JmsSettings settings;

    Addresses(JmsSettings settings) {
        this.settings = settings;
    }

    /**
     * The text for the place that a message names for its answer.
     *
     * @return null when it names none, or one that answers must not go to: the queue of requests,
     *     the dead letter, or something with options in its name
     */
    String ofReply(Destination replyTo) throws JMSException {
        String text = null;
        if (replyTo instanceof Queue queue) {
            text = QUEUE + queue.getQueueName();
        } else if (replyTo instanceof Topic topic) {
            text = TOPIC + topic.getTopicName();
        }
        boolean ibm = settings.provider().kind() == JmsProvider.Kind.IBMMQ;
        boolean refused =
                text == null
                        || text.equals(QUEUE + settings.queue())
                        || text.equals(QUEUE + settings.deadLetter())
                        || text.contains("::")
                        || !(ibm || PLAIN.matcher(text).matches());
        return refused ? null : text;
    }

    /** The destination of that text; without a kind it is a queue. */
    static Destination destination(Session session, String text) throws JMSException {
        if (text.startsWith(TOPIC)) {
            return session.createTopic(text.substring(TOPIC.length()));
        }
        return session.createQueue(text.startsWith(QUEUE) ? text.substring(QUEUE.length()) : text);
    }
}
