package io.reprieve.station.jms;

import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Request;
import io.reprieve.settings.JmsSettings;
import io.reprieve.station.Outbox;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out for answers and dead letters as messages: each at least once, many in one transaction
 * of the broker's. Called by one thread at a time.
 */
public final class JmsAnswers implements AutoCloseable {
    /** Most messages of a transaction. */
    private static final int MOST = 200;

    /** Most characters of a transaction; the broker's client may hold all of it. */
    private static final int MOST_TEXT = 1 << 20;

    /** Places that take no answers; so many are remembered. */
    private static final int MOST_REFUSED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

    private final JmsSettings settings;
    private final Ledger ledger;
    private final Broker broker;
    private final Set<String> refused = new HashSet<>();
    private Channel channel;

    /** A way out to that broker. */
    public JmsAnswers(JmsSettings settings, Ledger ledger, Broker broker) {
        this.settings = settings;
        this.ledger = ledger;
        this.broker = broker;
    }

    /**
     * Sends what a job leaves, from where the last attempt came to, and says so in the ledger.
     *
     * @throws BrokerAwayException when the broker cannot be reached
     * @throws JMSException when it failed meanwhile; what it may not have is sent again
     */
    public void bring(@ExchangeProperty(Outbox.DELIVERY) Delivery delivery) throws JMSException {
        Job job = ledger.jobs().get(delivery.job()).orElseThrow();
        List<Request> requests = ledger.requests().of(job.number());
        boolean done = false;
        try (OutgoingMessages messages = new OutgoingMessages(ledger, job, requests, settings)) {
            for (int skipped = 0; skipped < delivery.step() && messages.hasNext(); skipped++) {
                messages.next();
            }
            send(delivery, messages);
            done = true;
        } finally {
            if (!done && channel != null) {
                channel.close();
                channel = null;
            }
        }
        ledger.requests().answered(delivery, requests.size());
    }

    /** Forgets requests that were answered long ago. */
    public void forgetOld() {
        while (ledger.requests().forgetOld()) {
            continue;
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close();
        }
    }

    private void send(Delivery delivery, OutgoingMessages messages) throws JMSException {
        int step = delivery.step();
        while (messages.hasNext()) {
            if (channel == null || !channel.isUsable()) {
                channel = Channel.open(broker);
            }
            step += sendSome(messages);
            // The last step is written with the end of the delivery, or is made again.
            ledger.deliveries().step(delivery, step);
        }
    }

    private int sendSome(OutgoingMessages messages) throws JMSException {
        Map<String, Destination> targets = new HashMap<>();
        int count = 0;
        long text = 0;
        while (messages.hasNext() && count < MOST && text < MOST_TEXT) {
            Outgoing message = messages.next();
            send(message, targets);
            count++;
            text += message.text().length();
        }
        channel.commit();
        return count;
    }

    private void send(Outgoing outgoing, Map<String, Destination> targets) throws JMSException {
        boolean own = outgoing.target() != null && !refused.contains(outgoing.target());
        String target = own ? outgoing.target() : settings.results();
        try {
            Destination destination = targets.get(target);
            if (destination == null) {
                destination = Addresses.destination(channel.session(), target);
                targets.put(target, destination);
            }
            channel.send(destination, message(outgoing));
        } catch (InvalidDestinationException | JMSSecurityException e) {
            if (own) {
                refuse(target, e);
            }
            throw e;
        }
    }

    private TextMessage message(Outgoing outgoing) throws JMSException {
        TextMessage message = channel.session().createTextMessage(outgoing.text());
        if (outgoing.correlation() != null) {
            message.setJMSCorrelationID(outgoing.correlation());
        }
        for (Map.Entry<String, String> property : outgoing.properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        return message;
    }

    /**
     * The broker has no such place, or lets us not write there: the next attempt goes elsewhere.
     */
    private void refuse(String target, JMSException why) {
        if (target.equals("queue:" + settings.deadLetter())) {
            return;
        }
        if (refused.size() == MOST_REFUSED) {
            refused.clear();
        }
        refused.add(target);
        LOG.warn(
                "answers to {} go to {} instead: {}", target, settings.results(), why.getMessage());
    }
}
