package io.reprieve.connector.jms;

import io.reprieve.domain.Text;
import io.reprieve.settings.Secret;
import io.reprieve.settings.SecretException;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the broker, made when it is needed and again when it is lost, with growing pauses
 * between attempts. Thread-safe.
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Longest wait for a connection's first session: less than a {@link Lane} waits for all. */
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(5);

    private final JmsSettings settings;
    private final ConnectionFactory factory;
    private final Clock clock;
    private final Runnable back;
    private volatile Connection connection;
    private volatile boolean closed;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private BrokerAwayException lastFailure;

    /**
     * A broker that nobody has spoken to yet.
     *
     * @param ahead what its consumers are sent ahead
     * @param back called when it is there again after it was away
     * @throws IllegalArgumentException when its client does not take the settings
     */
    Broker(JmsSettings settings, Clock clock, Factories.Ahead ahead, Runnable back) {
        this.settings = settings;
        this.factory = Factories.of(settings, ahead);
        this.clock = clock;
        this.back = back;
    }

    /**
     * The connection, which is running and opens transactions.
     *
     * @throws BrokerAwayException when there is none, and none can be made now
     */
    Connection connection() {
        Connection there = connection;
        return there != null ? there : connect();
    }

    /** Whether that is still the connection in use. */
    boolean isCurrent(Connection one) {
        return connection == one;
    }

    /** Gives up a connection that has failed; the next who needs one makes another. */
    void drop(Connection failed) {
        synchronized (this) {
            if (connection != failed) {
                return;
            }
            connection = null;
        }
        closeQuietly(failed);
    }

    /** Gives up the connection in use, if there is one. */
    void dropCurrent() {
        Connection last = connection;
        if (last != null) {
            drop(last);
        }
    }

    /**
     * Tries to connect, for those who want to know.
     *
     * @throws BrokerAwayException when it cannot; its cause is what the client says
     */
    void check() {
        connection();
    }

    @Override
    public void close() {
        closed = true;
        Connection last;
        synchronized (this) {
            last = connection;
            connection = null;
        }
        if (last != null) {
            BoundedMessages.await("close-connection", last::close);
        }
    }

    private synchronized Connection connect() {
        if (connection != null) {
            return connection;
        }
        if (closed) {
            throw new BrokerAwayException("the connection was closed", null);
        }
        if (clock.instant().isBefore(notBefore)) {
            throw new BrokerAwayException(lastFailure.getMessage(), lastFailure.getCause());
        }
        Connection fresh = null;
        try {
            fresh = create();
            Connection made = fresh;
            fresh.setExceptionListener(failure -> drop(made));
            fresh.start();
            requireTransactions(fresh);
        } catch (JMSException | RuntimeException e) {
            if (fresh != null) {
                closeQuietly(fresh);
            }
            throw failed(e);
        }
        connection = fresh;
        if (failures > 0) {
            LOG.info("the broker at {} is there again", BrokerErrorMessages.shown(settings));
        }
        failures = 0;
        back.run();
        return fresh;
    }

    /**
     * Opens a session with a transaction once. In AMQP 1.0 a broker need not have any: RabbitMQ
     * ends the session when it is asked for one, which Qpid's client does not hear.
     */
    private void requireTransactions(Connection fresh) throws JMSException {
        try {
            BoundedMessages.run(
                    "open-session",
                    LONGEST_OPENING,
                    () -> fresh.createSession(true, Session.SESSION_TRANSACTED).close());
        } catch (SlowException e) {
            String said = "nothing came within " + Text.duration(LONGEST_OPENING);
            throw new NoTransactionsException(said + "; its log may say why", e);
        } catch (IllegalStateException e) {
            // It is lost again already.
            throw e;
        } catch (JMSException e) {
            boolean areOptional = settings.provider().kind() == JmsProvider.Kind.AMQP;
            throw areOptional ? new NoTransactionsException(e.getMessage(), e) : e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection create() throws JMSException {
        if (settings.user().isEmpty() && settings.password().isEmpty()) {
            return factory.createConnection();
        }
        String password = settings.password().map(Secret::value).orElse(null);
        return factory.createConnection(settings.user().orElse(null), password);
    }

    private BrokerAwayException failed(Exception failure) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        failures++;
        notBefore = clock.instant().plus(pause);
        // A password in a file may have been changed meanwhile.
        settings.password().ifPresent(Broker::reload);
        lastFailure =
                new BrokerAwayException(
                        BrokerErrorMessages.of(settings, failure)
                                + " It is tried again, at the latest after "
                                + Text.duration(LONGEST_PAUSE),
                        failure);
        return lastFailure;
    }

    private static void reload(Secret secret) {
        try {
            secret.reload();
        } catch (SecretException e) {
            LOG.warn("reprieve.jms.password: {}", e.getMessage());
        }
    }

    private static void closeQuietly(Connection connection) {
        // A client may wait for an answer that never comes; nobody waits with it.
        BoundedMessages.aside("close-connection", connection::close);
    }
}
