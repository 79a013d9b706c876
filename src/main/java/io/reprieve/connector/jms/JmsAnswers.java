package io.reprieve.connector.jms;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.LedgerItem;
import io.reprieve.ledger.Request;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink for answers and dead letters as messages, each at least once. Every place that a job has
 * answers for is a delivery of its own. A place that failed is tried over another connection than
 * those that did not, so that these never wait for it. Called by one thread for each of the two.
 */
public final class JmsAnswers implements AutoCloseable {
    /** Property: the place that an answer was for and could not reach. */
    static final String REPLY_TO = "ReprieveReplyTo";

    /** Property: why it could not, in words. */
    static final String REPLY_TROUBLE = "ReprieveReplyTrouble";

    /**
     * Attempts after which a place's answers go where those go that name none: about ten minutes.
     */
    static final int PATIENCE = 8;

    /** Most messages of a transaction. */
    private static final int MAX_MESSAGES = 200;

    /** Most characters of a transaction; the broker's client may hold all of it. */
    private static final int MAX_TEXT = 1 << 20;

    /** Deliveries taken at once; the next look takes more. */
    private static final int MAX_DUE = 200;

    /** Places that failed and have not worked since; so many are remembered. */
    private static final int MAX_SUSPECT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

    private final Addresses addresses;
    private final Ledger ledger;
    private final Clock clock;
    private final Lane open;
    private final Lane trial;
    private final Map<String, String> suspects = new ConcurrentHashMap<>();

    /**
     * A sink.
     *
     * @param open a connection for places that work
     * @param trial one for places that failed
     */
    public JmsAnswers(JmsSettings settings, Ledger ledger, Clock clock, Broker open, Broker trial) {
        this.addresses = new Addresses(settings);
        this.ledger = ledger;
        this.clock = clock;
        this.open = new Lane("answers", open);
        this.trial = new Lane("answers-again", trial);
    }

    /** What is to be brought for the first time. */
    DueAnswers first(Outbox outbox, ErrorReporter errors) {
        return new DueAnswers(
                outbox, errors, this::due, () -> ledger.deliveries().nextUntried(JmsSource.DOOR));
    }

    /** What failed before. */
    DueAnswers further(Outbox outbox, ErrorReporter errors) {
        return new DueAnswers(
                outbox,
                errors,
                this::dueAgain,
                () -> ledger.deliveries().nextFailed(JmsSource.DOOR));
    }

    /** What is to be brought for the first time, to places that are not known to fail. */
    private List<Delivery> due() {
        List<Delivery> due = untried();
        if (due.stream().anyMatch(delivery -> delivery.place() == null)) {
            due.stream().filter(delivery -> delivery.place() == null).forEach(this::split);
            due = untried();
        }
        List<Delivery> ready = new ArrayList<>();
        for (Delivery delivery : due) {
            String trouble = delivery.place() == null ? null : suspects.get(delivery.place());
            if (trouble != null) {
                ledger.deliveries().later(delivery, clock.instant(), trouble);
            } else if (delivery.place() != null) {
                ready.add(delivery);
            }
        }
        return ready;
    }

    /** What failed before, and is to be tried again. */
    private List<Delivery> dueAgain() {
        List<Delivery> due = ledger.deliveries().failed(JmsSource.DOOR, MAX_DUE);
        due.stream().filter(delivery -> delivery.place() == null).forEach(this::split);
        return due.stream().filter(delivery -> delivery.place() != null).toList();
    }

    /**
     * Sends what a job leaves at a place, from where the last attempt came to, and says so in the
     * ledger.
     *
     * @throws BrokerAwayException when the broker cannot be reached
     * @throws JMSException when it failed meanwhile; what it may not have is sent again
     */
    public void bring(@ExchangeProperty(LedgerItem.PROPERTY) Delivery delivery)
            throws JMSException, IOException {
        Job job = ledger.jobs().get(delivery.job()).orElseThrow();
        List<Request> all = ledger.requests().of(job.number());
        String place = delivery.place();
        long dead = place.equals(Addresses.DEAD_LETTER) ? job.deadLetters() : 0;
        List<Request> requests =
                all.stream()
                        .filter(request -> place.equals(Addresses.place(request.replyTo())))
                        .toList();
        try (OutgoingMessages messages = new OutgoingMessages(ledger, job, dead, requests)) {
            for (int skipped = 0; skipped < delivery.step() && messages.hasNext(); skipped++) {
                messages.next();
            }
            send(delivery, messages);
        }
        ledger.requests().answered(delivery, all.size());
    }

    /** Forgets requests that were answered long ago. */
    public void forgetOld() {
        while (ledger.requests().forgetOld()) {
            continue;
        }
    }

    @Override
    public void close() {
        open.close();
        trial.close();
    }

    private List<Delivery> untried() {
        return ledger.deliveries().untried(JmsSource.DOOR, MAX_DUE);
    }

    private void split(Delivery delivery) {
        Job job = ledger.jobs().get(delivery.job()).orElseThrow();
        List<Request> requests = ledger.requests().of(job.number());
        Set<String> places = new LinkedHashSet<>();
        if (job.deadLetters() > 0) {
            places.add(Addresses.DEAD_LETTER);
        }
        requests.forEach(request -> places.add(Addresses.place(request.replyTo())));
        ledger.deliveries().split(delivery, places, requests.size());
    }

    private void send(Delivery delivery, OutgoingMessages messages)
            throws JMSException, IOException {
        Lane lane = delivery.attempts() == 0 ? open : trial;
        int step = delivery.step();
        String refusal = null;
        while (messages.hasNext()) {
            List<Outgoing> some = some(messages);
            refusal = send(delivery, lane, some, refusal);
            step += some.size();
            // A crash before this sends them again.
            ledger.deliveries().step(delivery, step);
        }
    }

    private static List<Outgoing> some(OutgoingMessages messages) {
        List<Outgoing> some = new ArrayList<>();
        long text = 0;
        while (messages.hasNext() && some.size() < MAX_MESSAGES && text < MAX_TEXT) {
            Outgoing message = messages.next();
            some.add(message);
            text += message.text().length();
        }
        return some;
    }

    /**
     * Sends to the place; to the results when it refuses for good, or has refused before.
     *
     * @return why it refuses for good, or null
     */
    private String send(Delivery delivery, Lane lane, List<Outgoing> some, String refusal)
            throws JMSException, IOException {
        String place = delivery.place();
        String why = refusal;
        if (why == null) {
            try {
                send(lane, addresses.target(place), some, Map.of());
                suspects.remove(place);
                return null;
            } catch (JMSException e) {
                why = String.valueOf(e.getMessage());
                suspect(place, why);
                if (!isFinal(delivery, e)) {
                    throw e;
                }
            }
        }
        String results = addresses.target(Addresses.RESULTS);
        send(lane, results, some, Map.of(REPLY_TO, place, REPLY_TROUBLE, why));
        LOG.warn(
                "answers of job {} to {} went to {} instead: {}",
                jobOf(delivery),
                place,
                results,
                why);
        return why;
    }

    private String jobOf(Delivery delivery) {
        return ledger.jobs().get(delivery.job()).map(Job::id).orElse("?");
    }

    private static void send(
            Lane lane, String target, List<Outgoing> some, Map<String, String> more)
            throws JMSException, IOException {
        lane.send(
                channel -> {
                    for (Outgoing outgoing : some) {
                        channel.send(target, message(channel, outgoing, more));
                    }
                });
    }

    private static TextMessage message(
            JmsSession channel, Outgoing outgoing, Map<String, String> more) throws JMSException {
        TextMessage message = channel.session().createTextMessage(outgoing.text());
        if (outgoing.correlation() != null) {
            message.setJMSCorrelationID(outgoing.correlation());
        }
        Map<String, String> properties = new TreeMap<>(outgoing.properties());
        properties.putAll(more);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        return message;
    }

    /** Whether that place will not take it: it is not there, not ours, or was tried long enough. */
    private static boolean isFinal(Delivery delivery, JMSException failure) {
        boolean isAnswer =
                !delivery.place().equals(Addresses.RESULTS)
                        && !delivery.place().equals(Addresses.DEAD_LETTER);
        return isAnswer
                && (failure instanceof InvalidDestinationException
                        || failure instanceof JMSSecurityException
                        || delivery.attempts() >= PATIENCE);
    }

    private void suspect(String place, String why) {
        if (suspects.size() >= MAX_SUSPECT) {
            suspects.clear();
        }
        suspects.put(place, why);
    }
}
