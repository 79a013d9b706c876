package io.reprieve.report;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.LedgerException;
import io.reprieve.report.file.ReportWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the report of a long list while its calls are still being made: the processor has little
 * to do between two answers, and little is left to write after the last. What is settled never
 * changes, so a row is written once; under a hidden name, so it counts for nothing before the job
 * is complete. One list at a time, the older first, and each at most once: whatever goes wrong here
 * is met and told by whoever writes the whole report. Thread-safe.
 */
public final class ReportAhead implements Closeable {
    /** Rows of a list that is worth it. */
    private static final long LONG_JOB_ROWS = 10_000;

    /** With fewer bytes left on the disk they are for the ledger, which needs them first. */
    private static final long MIN_FREE_BYTES = 256L << 20;

    private static final long CLOSING_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.job");

    private final Ledger ledger;
    private final ReportWriter writer;
    private final BooleanSupplier stopping;
    // Fair: a report that is due must not wait until everything is caught up with.
    private final ReentrantLock turn = new ReentrantLock(true);
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
        if (writer.usableBytes() < MIN_FREE_BYTES) {
            giveRoom();
            return;
        }
        while (!stopping.getAsBoolean() && advanceOne()) {
            continue;
        }
    }

    /** Whether Reprieve is being stopped. */
    boolean isStopping() {
        return stopping.getAsBoolean();
    }

    /** Goes on with what was written of a complete job, or begins it; the caller closes it. */
    ReportDraft take(Job job) throws IOException {
        turn.lock();
        try {
            if (draft == null || draft.job() != job.number()) {
                return ReportDraft.begin(job, ledger, writer);
            }
            ReportDraft taken = draft;
            draft = null;
            return taken;
        } finally {
            turn.unlock();
        }
    }

    /** Throws away what is written; the next start begins again. */
    @Override
    public void close() {
        boolean isTurn = false;
        try {
            // A disk that hangs must not keep the process; what it holds is replaced later.
            isTurn = turn.tryLock(CLOSING_SECONDS, TimeUnit.SECONDS);
            if (isTurn) {
                closed = true;
                abandon();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (isTurn) {
                turn.unlock();
            }
        }
    }

    /** One chunk at a time, so that a report that is due waits for no more than that. */
    private boolean advanceOne() {
        turn.lock();
        boolean isWhole = false;
        try {
            if (draft == null && !closed) {
                begin();
            }
            boolean more = draft != null && draft.advance();
            isWhole = true;
            return more;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The report is not written ahead: {}", e.toString());
            return false;
        } finally {
            if (!isWhole) {
                // A row may be missing in what was written.
                abandon();
            }
            turn.unlock();
        }
    }

    private void giveRoom() {
        turn.lock();
        try {
            abandon();
        } finally {
            turn.unlock();
        }
    }

    private void begin() throws IOException {
        Optional<Job> next = ledger.jobs().nextLong(LONG_JOB_ROWS, begun);
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
