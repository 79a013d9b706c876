package io.reprieve.report;

import io.reprieve.domain.NotNowException;
import io.reprieve.domain.SettledRow;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.SettledRows;
import io.reprieve.list.ReadAhead;
import io.reprieve.report.file.JobFiles;
import io.reprieve.report.file.ReportWriter;
import io.reprieve.report.file.Summary;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The files of a job as far as they are written. For one thread at a time. */
final class ReportDraft implements Closeable {
    private final Job job;
    private final ReportWriter writer;
    private final SettledRows rows;
    private final JobFiles files;

    private ReportDraft(Job job, ReportWriter writer, SettledRows rows, JobFiles files) {
        this.job = job;
        this.writer = writer;
        this.rows = rows;
        this.files = files;
    }

    /** Begins the files of a job; the caller closes them. */
    static ReportDraft begin(Job job, Ledger ledger, ReportWriter writer) throws IOException {
        SettledRows rows = ledger.rows(job.number());
        try {
            return new ReportDraft(job, writer, rows, writer.begin(job.id()));
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** The number of the job. */
    long job() {
        return job.number();
    }

    /** Writes a chunk of rows, if the one that follows is settled; whether it was. */
    boolean advance() throws IOException {
        if (!rows.isNextSettled()) {
            return false;
        }
        files.add(rows.next());
        return true;
    }

    /**
     * Writes what is left, and makes the files appear. The job is complete.
     *
     * @param stopping whether Reprieve is being stopped
     * @throws NotNowException when it is: a long report is written by the next start
     */
    void finish(Summary summary, BooleanSupplier stopping) throws IOException {
        try (ReadAhead<List<SettledRow>> rest =
                new ReadAhead<>(rows, "report " + job.id(), stopping)) {
            writer.write(summary, files, rest);
        }
    }

    @Override
    public void close() throws IOException {
        try (rows) {
            files.close();
        }
    }
}
