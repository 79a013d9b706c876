package io.reprieve.report;

import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.report.file.Summary;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a job ends: its report, its summary, its dead letter. Called by one thread at a time. */
public final class ReportSteps {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.job");

    private final Ledger ledger;
    private final ReportAhead ahead;
    private final Function<Job, List<String>> sinks;

    /**
     * Goes on with what was written ahead.
     *
     * @param sinks names the sinks that are to bring something of a complete job
     */
    public ReportSteps(Ledger ledger, ReportAhead ahead, Function<Job, List<String>> sinks) {
        this.ledger = ledger;
        this.ahead = ahead;
        this.sinks = sinks;
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
        try (ReportDraft draft = ahead.take(job)) {
            draft.finish(summary(job), ahead::isStopping);
        }
    }

    /** Writes down that a job is reported, once nothing more is to come. */
    public void done(@Body Job job) {
        ledger.jobs().reported(job.number(), sinks.apply(job));
        String outcomes =
                job.outcomes().entrySet().stream()
                        .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                        .collect(Collectors.joining(", "));
        Duration time = Duration.between(job.receivedAt(), job.completedAt());
        LOG.info(
                "completed {}: {}, {}, {} ms{}{}",
                job.id(),
                Text.count(job.rows(), "row"),
                Text.count(job.calls(), "call"),
                time.toMillis(),
                outcomes.isEmpty() ? "" : ": ",
                outcomes);
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
}
