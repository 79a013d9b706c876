package io.reprieve.connector.jms;

import io.reprieve.connector.Connector;
import io.reprieve.endpoint.LedgerComponent;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.errors.RetryPause;
import io.reprieve.files.PrivateFiles;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * Requests and answers as messages of one broker. Bursts of requests, single ones, answers, those
 * tried again and bodies that are no list have a connection each, made when it is needed.
 */
public final class JmsConnector implements Connector {
    private final Broker bursts;
    private final JmsSource intake;
    private final JmsAnswers answers;
    private final Ledger ledger;
    private final Path data;
    private final RetryPause pause;

    /** Switched on by those settings. */
    public JmsConnector(
            Settings settings,
            JmsSettings jms,
            Ledger ledger,
            Clock clock,
            SourceHealth health,
            RetryPause pause) {
        this.ledger = ledger;
        this.pause = pause;
        this.data = settings.dataDir().toAbsolutePath();
        Runnable back = () -> ledger.deliveries().hurry(JmsSource.DOOR);
        this.bursts = new Broker(jms, clock, Factories.Ahead.BURST, back);
        var brokers =
                new JmsSource.Brokers(
                        bursts,
                        () -> new Broker(jms, clock, Factories.Ahead.NOTHING, () -> {}),
                        sender(jms, clock));
        this.intake = new JmsSource(settings, jms, ledger, clock, brokers, health);
        this.answers = new JmsAnswers(jms, ledger, clock, sender(jms, clock), sender(jms, clock));
    }

    @Override
    public List<String> routeFiles() {
        return List.of("12-jms", "60-jms");
    }

    @Override
    public Map<String, Object> beans() {
        return Map.of(
                "jms-burst",
                new BurstComponent(intake, pause),
                "jmsSource",
                intake,
                "jmsAnswers",
                answers);
    }

    @Override
    public void prepare(CamelContext context) throws IOException {
        Path incoming = data.resolve("incoming").resolve(JmsSource.DOOR);
        if (Files.isDirectory(incoming)) {
            try (Stream<Path> files = Files.list(incoming)) {
                files.forEach(this::clear);
            }
        }
        ledger.jobs().forgetOrigins(JmsSource.DOOR, origin -> !Files.exists(Path.of(origin)));
    }

    @Override
    public void addDeliveries(LedgerComponent component, Outbox outbox, ErrorReporter errors) {
        component.addDeliveries(JmsSource.DOOR, answers.first(outbox, errors));
        component.addDeliveries(JmsSource.DOOR + "-again", answers.further(outbox, errors));
    }

    @Override
    public List<String> ways(Job job) {
        return JmsSource.DOOR.equals(job.door()) ? List.of(JmsSource.DOOR) : List.of();
    }

    @Override
    public void close() {
        intake.close();
        answers.close();
        bursts.close();
    }

    /** A connection of its own: what one waits for, no other waits for. */
    private static Broker sender(JmsSettings jms, Clock clock) {
        return new Broker(jms, clock, Factories.Ahead.BURST, () -> {});
    }

    /** What a crash left: the list of a job goes where it belongs, all else comes again. */
    private void clear(Path file) {
        try {
            if (ledger.jobs().byOrigin(file.toString()).isEmpty()) {
                Files.delete(file);
                return;
            }
            String day = Files.getLastModifiedTime(file).toString().substring(0, 10);
            Path done = data.resolve("done").resolve(day);
            PrivateFiles.move(file, done.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
