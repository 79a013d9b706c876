package io.reprieve.endpoint;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.CommitSignal;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * {@code ledger:progress}: an exchange after commits, however many, for what follows the work. Its
 * body is how many commits there were since the start.
 */
public final class Progress implements DueItems<Long> {
    private final CommitSignal commits;
    private final ErrorReporter errors;
    private long seen = -1;

    /** Follows those commits. */
    public Progress(CommitSignal commits, ErrorReporter errors) {
        this.commits = commits;
        this.errors = errors;
    }

    @Override
    public List<Long> due() {
        long now = commits.count();
        return now == seen ? List.of() : List.of(now);
    }

    @Override
    public Instant nextDue() {
        return null;
    }

    @Override
    public Object key(Long count) {
        return count;
    }

    @Override
    public void commit(Long count) {
        seen = count;
    }

    @Override
    public void rollback(Long count, Exchange exchange, Throwable failure) {
        seen = count;
        errors.tellUnexpected(exchange, failure);
    }
}
