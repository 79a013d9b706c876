package io.reprieve.station.sftp;

import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SftpServer;
import io.reprieve.station.Outbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Chooses what of a job is brought to a server, and under which names. Thread-safe. */
public final class SftpDelivery {
    /** Exchange property: the files that are to be brought. */
    public static final String FILES = "reprieveSftpFiles";

    /** The summary is last: where it stands, all of it has arrived. */
    private record Upload(String name, Path path) {}

    private final Settings settings;
    private final Ledger ledger;
    private final Map<String, Line> lines;

    SftpDelivery(Settings settings, Ledger ledger, Map<String, Line> lines) {
        this.settings = settings;
        this.ledger = ledger;
        this.lines = Map.copyOf(lines);
    }

    /** The way out to a server. */
    static String wayTo(String server) {
        return "sftp:" + server;
    }

    /** The ways out of a job: one, where its list came from a server that wants results. */
    List<String> ways(Job job) {
        boolean isWanted =
                job.door() != null
                        && job.door().startsWith("sftp:")
                        && job.reply() != null
                        && lines.containsKey(job.reply());
        return isWanted ? List.of(wayTo(job.reply())) : List.of();
    }

    /** Begins to bring what a delivery is about; the time that it may take begins too. */
    public void begin(Exchange exchange, @ExchangeProperty(Outbox.DELIVERY) Delivery delivery) {
        Job job = ledger.jobs().get(delivery.job()).orElseThrow();
        Path data = settings.dataDir();
        Path report = data.resolve("reports").resolve(job.id());
        List<Upload> files =
                Stream.of(
                                new Upload(job.id() + "-report.csv", report.resolve("report.csv")),
                                new Upload(
                                        job.id() + "-dead-letter.csv",
                                        data.resolve("dead-letter").resolve(job.id() + ".csv")),
                                new Upload(
                                        job.id() + "-summary.json", report.resolve("summary.json")))
                        .filter(file -> Files.exists(file.path()))
                        .toList();
        exchange.setProperty(FILES, files);
        line(delivery).begin();
    }

    /** Makes the next of the files the message. */
    public void next(
            Exchange exchange,
            @ExchangeProperty(FILES) List<?> files,
            @ExchangeProperty(Exchange.LOOP_INDEX) int index) {
        Upload file = (Upload) files.get(index);
        exchange.getIn().removeHeaders("*");
        exchange.getIn().setHeader(Exchange.FILE_NAME, file.name());
        exchange.getIn().setBody(file.path().toFile());
        exchange.setProperty(Exchange.BATCH_COMPLETE, index == files.size() - 1);
    }

    /** Says that all of them have arrived. */
    public void end(@ExchangeProperty(Outbox.DELIVERY) Delivery delivery) {
        line(delivery).end();
    }

    /** In words, why a delivery failed. */
    public void explain(
            Exchange exchange,
            @ExchangeProperty(Outbox.DELIVERY) Delivery delivery,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        Line line = line(delivery);
        line.end();
        SftpServer server = line.server();
        String words = line.wasCut() ? SftpWords.tooLong(server) : SftpWords.of(failure, server);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException(words, failure));
    }

    private Line line(Delivery delivery) {
        return Optional.ofNullable(lines.get(delivery.way().substring("sftp:".length())))
                .orElseThrow();
    }
}
