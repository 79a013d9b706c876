package io.reprieve.station;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.SettledRow;
import io.reprieve.ledger.SettledRows;
import io.reprieve.release.Ruling;
import io.reprieve.release.Words;
import io.reprieve.report.ReportRow;
import io.reprieve.report.ReportWriter;
import io.reprieve.report.Summary;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a job ends: its report, its summary, its dead letter. Called by one thread at a time. */
public final class ReportStation {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.job");

    private final Ledger ledger;
    private final ReportWriter writer;
    private final List<Extension> extensions;

    /** A station that writes with that, and leaves the rest to those ways out. */
    public ReportStation(Ledger ledger, ReportWriter writer, List<Extension> extensions) {
        this.ledger = ledger;
        this.writer = writer;
        this.extensions = List.copyOf(extensions);
    }

    /**
     * Jobs whose report is due, after rows that wait for the same ids in another job were looked at
     * again.
     */
    public List<Job> due() {
        // A job that ends may end one that waits for it, which may end another.
        while (!ledger.parts().follow().isEmpty()) {
            continue;
        }
        return ledger.jobs().unreported();
    }

    /**
     * Writes the files of a job; the same ones however often it is called.
     *
     * @throws IOException when the disk does not take them; the job is due again
     */
    public void write(@Body Job job) throws IOException {
        try (SettledRows rows = ledger.rows(job.number());
                ReadAhead<List<SettledRow>> chunks = new ReadAhead<>(rows, "report " + job.id())) {
            writer.write(summary(job), new ReportRows(chunks));
        }
    }

    /** Writes down that a job is reported, once nothing more is to come. */
    public void done(@Body Job job) {
        ledger.jobs().reported(job.number(), ways(job));
        String outcomes =
                job.outcomes().entrySet().stream()
                        .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                        .collect(Collectors.joining(", "));
        Duration time = Duration.between(job.receivedAt(), job.completedAt());
        LOG.info(
                "completed {}: {}, {}, {} ms{}{}",
                job.id(),
                Words.count(job.rows(), "row"),
                Words.count(job.calls(), "call"),
                time.toMillis(),
                outcomes.isEmpty() ? "" : ": ",
                outcomes);
    }

    private List<String> ways(Job job) {
        return extensions.stream().flatMap(extension -> extension.ways(job).stream()).toList();
    }

    /** Puts the index of seen ids in order, while there is nothing better to do. */
    public void tidy() {
        while (ledger.tidy()) {
            continue;
        }
    }

    /** The summary of a complete job. */
    public static Summary summary(Job job) {
        return new Summary(
                job.id(),
                job.source(),
                job.sha256(),
                job.requestedBy(),
                job.accounts(),
                job.receivedAt(),
                job.completedAt(),
                job.rows(),
                job.outcomes(),
                job.calls(),
                job.retries(),
                job.state(),
                job.approvedBy(),
                job.cancelledBy());
    }

    /** One row after another, as the report has them. */
    private static final class ReportRows implements Iterator<ReportRow> {
        private final Iterator<List<SettledRow>> chunks;
        private Iterator<SettledRow> rows = Collections.emptyIterator();

        private ReportRows(Iterator<List<SettledRow>> chunks) {
            this.chunks = chunks;
        }

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && chunks.hasNext()) {
                rows = chunks.next().iterator();
            }
            return rows.hasNext();
        }

        @Override
        public ReportRow next() {
            hasNext();
            SettledRow row = rows.next();
            Ruling ruling = row.ruling();
            return new ReportRow(
                    row.line(),
                    row.id(),
                    row.account(),
                    ruling.outcome(),
                    ruling.reason(),
                    ruling.recipients().delivered(),
                    ruling.recipients().undelivered(),
                    ruling.recipients().failed(),
                    row.attempts(),
                    ruling.facts().httpStatus(),
                    ruling.facts().errorCode(),
                    ruling.facts().cfRay(),
                    row.settledAt());
        }
    }
}
