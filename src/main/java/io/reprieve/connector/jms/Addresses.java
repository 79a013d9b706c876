package io.reprieve.connector.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destinations as text, for the ledger: {@code queue:NAME} or {@code topic:NAME}. What a message
 * names as the place of its answer only ever becomes a destination of the same broker. Immutable.
 */
final class Addresses {
    /** The place of answers that name none, which a setting says. */
    static final String RESULTS = "results";

    /** The place of what needs a person, which a setting says. */
    static final String DEAD_LETTER = "dead-letter";

    private static final String QUEUE = "queue:";
    private static final String TOPIC = "topic:";

    /** Beyond these, names have options for the client or address other things than a queue. */
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}?&\\s]{1,500}");

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

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
        } else if (replyTo != null) {
            // Artemis gives such for what senders of STOMP name: an address of no kind.
            text = QUEUE + nameOf(replyTo);
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

    /** The place, as deliveries name it, of an answer to that text of {@link #ofReply}. */
    static String place(String replyTo) {
        return replyTo == null ? RESULTS : replyTo;
    }

    /** The text of the destination at that place. */
    String target(String place) {
        return switch (place) {
            case RESULTS -> settings.results();
            case DEAD_LETTER -> QUEUE + settings.deadLetter();
            default -> place;
        };
    }

    /**
     * The name in what a destination says of itself, for example {@code ActiveMQDestination[a]}.
     */
    private static String nameOf(Destination destination) throws JMSException {
        for (String getter : List.of("getAddress", "getName")) {
            try {
                return (String) destination.getClass().getMethod(getter).invoke(destination);
            } catch (ReflectiveOperationException | ClassCastException e) {
                LOG.debug("{} has no {}", destination.getClass(), getter, e);
            }
        }
        String said = destination.toString();
        return said.contains("://") ? said.substring(said.indexOf("://") + 3) : said;
    }

    /** The destination of that text; without a kind it is a queue. */
    static Destination destination(Session session, String text) throws JMSException {
        if (text.startsWith(TOPIC)) {
            return session.createTopic(text.substring(TOPIC.length()));
        }
        return session.createQueue(text.startsWith(QUEUE) ? text.substring(QUEUE.length()) : text);
    }
}
