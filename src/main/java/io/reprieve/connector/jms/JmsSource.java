package io.reprieve.connector.jms;

import io.reprieve.files.PrivateFiles;
import io.reprieve.importing.ImportSteps;
import io.reprieve.importing.InboxFiles;
import io.reprieve.importing.ListImport;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Request;
import io.reprieve.list.ListReader;
import io.reprieve.list.ListSubmission;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source for messages: takes what comes together, in a transaction of the broker's that is
 * committed after that of the ledger. Thread-safe; each burst is one thread's.
 */
public final class JmsSource implements AutoCloseable {
    /** Name of this source, and of its sink. */
    public static final String DOOR = "jms";

    /** Exchange property: the {@link MessageBatch} that is being accepted. */
    public static final String BURST = "reprieveBurst";

    /** Bursts that wait at most, each with messages in memory; then no further are taken. */
    private static final int MAX_LEFT = 50;

    /**
     * A broker may end a consumer whose message it cannot hand over, and say nothing: after so many
     * waits in vain there is a new one.
     */
    private static final int IDLE = 6;

    /** For so long a message without an id that is delivered again is taken for what it was. */
    private static final Duration REDELIVERY = Duration.ofHours(1);

    /** Longest wait for a first message: a stop waits as long. */
    private static final long FIRST_MILLIS = 500;

    /** A burst is over after so many characters; the bodies of one lie in memory until read. */
    private static final long MAX_TEXT = 1 << 20;

    /** A burst is over when nothing has come for so long. */
    private static final long NEXT_MILLIS = 5;

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

    private final JmsSettings settings;
    private final boolean dryRun;
    private final Path folder;
    private final Ledger ledger;
    private final Clock clock;
    private final Brokers brokers;
    private final Caution caution;
    private final MessageReader reader;
    private final Rejection rejection;
    private final Lane deadLetter;
    private final Queue<JmsSession> channels = new ConcurrentLinkedQueue<>();
    private final SourceHealth health;
    private final Queue<MessageBatch> left = new ConcurrentLinkedQueue<>();

    /** Those that could not be accepted so far, also while it is tried again. */
    private final Set<MessageBatch> kept = ConcurrentHashMap.newKeySet();

    /**
     * The same broker, by connections of their own.
     *
     * @param bursts sends messages ahead
     * @param single makes one that sends none ahead
     * @param deadLetter for what is no list
     */
    record Brokers(Broker bursts, Supplier<Broker> single, Broker deadLetter) {}

    /** A source to that broker. */
    JmsSource(
            Settings settings,
            JmsSettings jms,
            Ledger ledger,
            Clock clock,
            Brokers brokers,
            SourceHealth health) {
        this.settings = jms;
        this.dryRun = settings.dryRun();
        this.folder = settings.dataDir().toAbsolutePath().resolve("incoming").resolve(DOOR);
        this.ledger = ledger;
        this.clock = clock;
        this.brokers = brokers;
        this.caution = new Caution(jms.queue());
        this.health = health;
        this.reader =
                new MessageReader(
                        new MessageBodies(folder),
                        new ListReader(settings.column().orElse(null)),
                        new Addresses(jms));
        this.rejection = new Rejection(jms);
        this.deadLetter = new Lane("dead-letter", brokers.deadLetter());
    }

    /**
     * Takes what comes together; or what was taken before and could not be accepted. Waits a short
     * while for the first message.
     *
     * @param size most messages
     * @param millis longest time from the first to the last, in ms
     * @return null when nothing came
     * @throws BrokerAwayException when the broker cannot be reached
     * @throws JMSException when it failed meanwhile; what was received comes again
     */
    MessageBatch receive(int size, long millis) throws JMSException, IOException {
        MessageBatch burst = leftBehind();
        if (burst == null && left.size() < MAX_LEFT) {
            burst = fresh(size, millis);
        }
        return burst;
    }

    /**
     * Reads what was taken, and puts it together to lists.
     *
     * @throws JMSException when the broker fails meanwhile
     * @throws IOException when the disk does
     */
    void read(MessageBatch burst) throws JMSException, IOException {
        readBodies(burst);
        sort(burst);
    }

    /** Describes a list of the burst, and makes its file. */
    public ListSubmission describe(
            Exchange exchange, @ExchangeProperty(BURST) MessageBatch burst, @Body MessageList list)
            throws IOException {
        PrivateFiles.makeFolder(folder);
        byte[] mark = new byte[4];
        ThreadLocalRandom.current().nextBytes(mark);
        Path file = folder.resolve("jms-" + HexFormat.of().formatHex(mark) + ".txt");
        burst.isDescribedBy(file);
        list.write(file);
        exchange.setProperty(ImportSteps.REQUESTS, list);
        return new ListSubmission(
                file,
                DOOR + ":" + settings.queue(),
                Account.DEFAULT,
                file.toString(),
                DOOR,
                null,
                clock.instant(),
                dryRun);
    }

    /** Notes that a list is in the ledger, and moves its file away. */
    public void taken(
            @ExchangeProperty(BURST) MessageBatch burst,
            @ExchangeProperty(ImportSteps.REQUESTS) MessageList list,
            @ExchangeProperty(InboxFiles.MOVE_TO) String moveTo,
            @ExchangeProperty(ListImport.FILE) ListSubmission file)
            throws IOException {
        burst.isTaken(list);
        for (RequestMessage message : list.messages()) {
            message.body().close();
        }
        Path target = Path.of(moveTo);
        PrivateFiles.move(file.path(), target);
        ledger.jobs().forgetOrigins(DOOR, origin -> !Files.exists(Path.of(origin)));
    }

    /**
     * Tells the broker that the messages are ours, once all of them are in the ledger or in the
     * dead letter.
     *
     * @throws JMSException when it does not hear it: they come again, and are known then
     */
    void acknowledge(MessageBatch burst) throws JMSException, IOException {
        if (!burst.waiting().isEmpty()) {
            throw new IllegalStateException("A message of the burst is in no job.");
        }
        for (RequestMessage message : burst.again()) {
            answerAgain(burst, message);
        }
        // The rest may have to be tried again; these not.
        burst.again().clear();
        reject(burst);
        burst.channel().commit();
        caution.took(burst.size());
        kept.remove(burst);
        giveBack(burst.channel());
    }

    @Override
    public void close() {
        // What was not acknowledged comes again at the next start.
        left.forEach(burst -> burst.channel().close());
        channels.forEach(JmsSession::close);
        deadLetter.close();
    }

    /** What was taken before and is worth another attempt, or null. */
    private MessageBatch leftBehind() {
        for (MessageBatch burst : left) {
            if (!clock.instant().isBefore(burst.notBefore()) && left.remove(burst)) {
                return burst;
            }
        }
        return null;
    }

    private void reject(MessageBatch burst) throws JMSException, IOException {
        try {
            while (!burst.rejected().isEmpty()) {
                MessageBatch.Rejected next = burst.rejected().peek();
                rejection.send(deadLetter, next.message(), next.why());
                burst.rejected().remove();
            }
        } catch (DeadLetterException e) {
            burst.wait(clock.instant());
            burst.channel().rest();
            throw e;
        }
    }

    private MessageBatch fresh(int size, long millis) throws JMSException, IOException {
        boolean isSingle = caution.isNeeded();
        JmsSession channel = isSingle ? single() : channel();
        boolean done = false;
        try {
            List<Message> messages =
                    channel.receive(
                            settings.queue(),
                            FIRST_MILLIS,
                            NEXT_MILLIS,
                            millis,
                            isSingle ? 1 : size,
                            MAX_TEXT);
            MessageBatch burst =
                    messages.isEmpty()
                            ? null
                            : new MessageBatch(channel, messages, clock.instant());
            if (burst == null) {
                caution.nothingCame();
                if (channel.idle() >= IDLE) {
                    channel.rest();
                }
                giveBack(channel);
            }
            done = true;
            if (kept.isEmpty()) {
                health.works(DOOR);
            }
            return burst;
        } finally {
            if (!done) {
                fail(channel);
            }
        }
    }

    private JmsSession channel() throws JMSException {
        for (JmsSession idle = channels.poll(); idle != null; idle = channels.poll()) {
            if (idle.isUsable()) {
                return idle;
            }
        }
        return JmsSession.open(brokers.bursts());
    }

    private JmsSession single() throws JMSException {
        // It knows how long to wait when the broker is away.
        brokers.bursts().check();
        return JmsSession.open(brokers.single().get());
    }

    /** One for a single message has a connection of its own: what ends it, no other one feels. */
    private void giveBack(JmsSession channel) {
        if (channel.isOf(brokers.bursts())) {
            channels.add(channel);
        } else {
            channel.fail();
        }
    }

    /** All that came over its connection, and was sent ahead, goes back to the broker. */
    private void fail(JmsSession channel) {
        caution.failed(channel.connection());
        channel.fail();
    }

    private void readBodies(MessageBatch burst) throws JMSException, IOException {
        while (!burst.unread().isEmpty()) {
            Message message = burst.unread().peek();
            try {
                burst.waiting().add(reader.read(message));
            } catch (NoListException e) {
                burst.rejected().add(new MessageBatch.Rejected(message, e));
            }
            burst.unread().remove();
        }
    }

    /** Tells those that came before from the others, and puts these together. */
    private void sort(MessageBatch burst) {
        Set<String> keys = new HashSet<>();
        for (RequestMessage message : List.copyOf(burst.waiting())) {
            byte[] key = message.request().key();
            if (key != null) {
                boolean isFirst = keys.add(HexFormat.of().formatHex(key));
                boolean isNew = isFirst && ledger.requests().byKey(key).isEmpty();
                sort(burst, message, isNew);
            }
        }
        burst.arrange();
    }

    /** Without ids two messages may say the same: only one that comes again is what it was. */
    private void sort(MessageBatch burst, RequestMessage message, boolean isNew) {
        if (isNew) {
            return;
        }
        boolean isKnown = message.telling().hasId();
        if (!isKnown && message.telling().isRedelivered()) {
            byte[] key = message.request().key();
            isKnown = ledger.requests().byKey(key, REDELIVERY).isPresent();
        }
        if (isKnown) {
            burst.isKnown(message);
        } else {
            burst.replace(message, message.withoutKey());
        }
    }

    /**
     * Unless its answer is under way already, because it is the very delivery or its repetition.
     */
    private void answerAgain(MessageBatch burst, RequestMessage message) {
        Optional<Request> first = ledger.requests().byKey(message.request().key());
        Duration age = Duration.between(burst.receivedAt(), clock.instant());
        boolean isRepeated =
                message.telling().isRedelivered()
                        || ledger.requests().byKey(message.request().key(), age).isPresent();
        first.filter(request -> !(isRepeated && message.wantsTheSame(request)))
                .ifPresent(
                        request ->
                                ledger.requests()
                                        .again(
                                                request,
                                                message.request().replyTo(),
                                                message.request().correlation(),
                                                DOOR,
                                                Addresses.place(message.request().replyTo())));
    }

    /** Keeps what could not be accepted for another attempt; the broker's failure gives it back. */
    void keep(MessageBatch burst, Throwable failure) {
        if (failure instanceof JMSException || !burst.channel().isUsable()) {
            LOG.debug("a burst is given back to the broker", failure);
            fail(burst.channel());
            kept.remove(burst);
        } else {
            kept.add(burst);
            left.add(burst);
        }
    }
}
