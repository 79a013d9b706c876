package io.reprieve.station;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.LedgerException;
import io.reprieve.report.ReportWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the report of a long list while its calls are still being made: the processor has little
 * to do between two answers, and little is left to write after the last. What is settled never
 * changes, so a row is written once; under a hidden name, so it counts for nothing before the job
 * is complete. One list has its turn after the other, each once. Thread-safe.
 */
public final class ReportAhead implements Closeable {
    /** Rows of a list that is worth it. */
    private static final long LONG = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.job");

    private final Ledger ledger;
    private final ReportWriter writer;
    private final BooleanSupplier stopping;
    private ReportDraft draft;
    private long begun;
    private boolean closed;

    /**
     * Writes with that what is settled in that ledger.
     *
     * @param stopping whether Reprieve is being stopped, and must not wait for this
     */
    public ReportAhead(Ledger ledger, ReportWriter writer, BooleanSupplier stopping) {
        this.ledger = ledger;
        this.writer = writer;
        this.stopping = stopping;
    }

    /** Writes what was settled since the last time. */
    public void advance() {
        while (!stopping.getAsBoolean() && advanceOne()) {
            continue;
        }
    }

    /** Goes on with what was written of a complete job, or begins it; the caller closes it. */
    synchronized ReportDraft take(Job job) throws IOException {
        if (draft == null || draft.job() != job.number()) {
            return ReportDraft.begin(job, ledger, writer);
        }
        ReportDraft taken = draft;
        draft = null;
        return taken;
    }

    /** Throws away what is written; the next start begins again. */
    @Override
    public synchronized void close() {
        closed = true;
        abandon();
    }

    /** One chunk at a time, so that a report that is due never waits for more than that. */
    private synchronized boolean advanceOne() {
        try {
            if (draft == null && !closed) {
                begin();
            }
            return draft != null && draft.advance();
        } catch (IOException | UncheckedIOException | LedgerException e) {
            // Whoever writes the whole report meets the same trouble, and tells it.
            LOG.debug("The report is not written ahead: {}", e.getMessage());
            abandon();
            return false;
        }
    }

    private void begin() throws IOException {
        Optional<Job> next = ledger.jobs().nextLong(LONG, begun);
        if (next.isPresent()) {
            begun = next.get().number();
            draft = ReportDraft.begin(next.get(), ledger, writer);
        }
    }

    private void abandon() {
        if (draft == null) {
            return;
        }
        try {
            draft.close();
        } catch (IOException | LedgerException e) {
            LOG.debug("What was written ahead is left there: {}", e.getMessage());
        } finally {
            draft = null;
        }
    }
}
