package io.reprieve.connector.sftp;

import io.reprieve.endpoint.DueDeliveries;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.LedgerItem;
import io.reprieve.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Chooses what of a job is brought to a server, and under which names. Thread-safe. */
public final class SftpDelivery {
    /** Exchange property: the files that are to be brought. */
    public static final String FILES = "reprieveSftpFiles";

    /** Exchange property: how they are written, as routes call it. */
    public static final String WRITING = "reprieveSftpWriting";

    /** How a file is written. */
    enum Writing {
        /** Under a hidden name until it is whole. */
        ASIDE,
        /** Under its name. */
        AT_ONCE;

        String inRoutes() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The summary, or a marker, is last: where it stands, all of it has arrived.
     *
     * @param body a file, or a text
     */
    private record Upload(String name, Object body) {}

    private final Settings settings;
    private final Ledger ledger;
    private final Map<String, SftpConnection> lines;
    private final Set<String> withoutRename = ConcurrentHashMap.newKeySet();

    SftpDelivery(Settings settings, Ledger ledger, Map<String, SftpConnection> lines) {
        this.settings = settings;
        this.ledger = ledger;
        this.lines = Map.copyOf(lines);
    }

    /** The sink to a server. */
    static String wayTo(String server) {
        return "sftp:" + server;
    }

    /** The sinks of a job: one, where its list came from a server that wants results. */
    List<String> ways(Job job) {
        boolean isWanted =
                job.door() != null
                        && job.door().startsWith("sftp:")
                        && job.reply() != null
                        && lines.containsKey(job.reply());
        return isWanted ? List.of(wayTo(job.reply())) : List.of();
    }

    /** What it has to bring to a server. */
    DueDeliveries due(String server, Outbox outbox, ErrorReporter errors) {
        return new DueDeliveries(wayTo(server), outbox, errors, this::explain);
    }

    /** Begins to bring what a delivery is about; the time that it may take begins too. */
    public void begin(Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) Delivery delivery) {
        Job job = ledger.jobs().get(delivery.job()).orElseThrow();
        Path data = settings.dataDir();
        Path report = data.resolve("reports").resolve(job.id());
        Path deadLetter = data.resolve("dead-letter").resolve(job.id() + ".csv");
        List<Upload> files = new ArrayList<>();
        add(files, job.id() + "-report.csv", report.resolve("report.csv"));
        add(files, job.id() + "-dead-letter.csv", deadLetter);
        add(files, job.id() + "-summary.json", report.resolve("summary.json"));
        SftpConnection line = line(delivery);
        DeliverMode mode = mode(line.server());
        if (mode == DeliverMode.MARKER) {
            files.add(new Upload(job.id() + ".done", ""));
        }
        exchange.setProperty(FILES, List.copyOf(files));
        Writing writing = mode == DeliverMode.RENAME ? Writing.ASIDE : Writing.AT_ONCE;
        exchange.setProperty(WRITING, writing.inRoutes());
        line.begin();
    }

    private static void add(List<Upload> files, String name, Path path) {
        if (Files.exists(path)) {
            files.add(new Upload(name, path.toFile()));
        }
    }

    private DeliverMode mode(SftpServer server) {
        if (server.deliverMode() != DeliverMode.AUTO) {
            return server.deliverMode();
        }
        return withoutRename.contains(server.name()) ? DeliverMode.MARKER : DeliverMode.RENAME;
    }

    /** Makes the next of the files the message. */
    public void next(
            Exchange exchange,
            @ExchangeProperty(FILES) List<?> files,
            @ExchangeProperty(Exchange.LOOP_INDEX) int index) {
        Upload file = (Upload) files.get(index);
        exchange.getIn().removeHeaders("*");
        exchange.getIn().setHeader(Exchange.FILE_NAME, file.name());
        exchange.getIn().setBody(file.body());
        exchange.setProperty(Exchange.BATCH_COMPLETE, index == files.size() - 1);
    }

    /** Says that all of them have arrived. */
    public void end(@ExchangeProperty(LedgerItem.PROPERTY) Delivery delivery) {
        line(delivery).end();
    }

    /** In words, why a delivery failed. */
    Throwable explain(Delivery delivery, Throwable failure) {
        SftpConnection line = line(delivery);
        line.end();
        SftpServer server = line.server();
        String words = line.wasCut() ? SftpErrorMessages.tooLong(server) : words(failure, server);
        return new IllegalStateException(words, failure);
    }

    private String words(Throwable failure, SftpServer server) {
        if (!SftpErrorMessages.isRefusedRename(failure)) {
            return SftpErrorMessages.of(failure, server);
        }
        String key = SftpErrorMessages.key(server, "deliver-mode");
        if (server.deliverMode() != DeliverMode.AUTO) {
            return "the server does not let files be renamed; set "
                    + key
                    + " to auto, marker or plain, or give the user that right";
        }
        withoutRename.add(server.name());
        return "the server does not let files be renamed, so results are written under their names"
                + " from now on, and JOB.done last; "
                + key
                + " = marker or plain spares it the try";
    }

    private SftpConnection line(Delivery delivery) {
        return Optional.ofNullable(lines.get(delivery.way().substring("sftp:".length())))
                .orElseThrow();
    }
}
