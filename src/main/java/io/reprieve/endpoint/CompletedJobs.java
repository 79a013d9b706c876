package io.reprieve.endpoint;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.Job;
import io.reprieve.report.ReportSteps;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;

/** {@code ledger:completed}: jobs whose last row has an outcome, until they are reported. */
public final class CompletedJobs implements DueItems<Job> {
    private final ReportSteps report;
    private final ErrorReporter errors;

    /** Those of that ledger's jobs. */
    public CompletedJobs(ReportSteps report, ErrorReporter errors) {
        this.report = report;
        this.errors = errors;
    }

    @Override
    public List<Job> due() {
        return report.due();
    }

    @Override
    public Instant nextDue() {
        return null;
    }

    @Override
    public Object key(Job job) {
        return job.number();
    }

    @Override
    public void commit(Job job) {
        report.done(job);
    }

    @Override
    public void rollback(Job job, Exchange exchange, Throwable failure) {
        errors.tell(exchange, failure);
    }
}
