package io.reprieve.report;

import io.reprieve.release.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * The report and the dead letter of one job while they are being written, in one pass: they appear
 * with {@link ReportWriter#write}, and closing them before that leaves nothing. For one thread at a
 * time.
 */
public final class JobFiles implements Closeable {

    private static final String[] REPORT = {
        "line",
        "id",
        "account",
        "outcome",
        "reason",
        "delivered",
        "undelivered",
        "failed",
        "attempts",
        "http_status",
        "error_code",
        "cf_ray",
        "settled_at"
    };
    private static final String[] DEAD_LETTER = {
        "id", "account", "outcome", "reason", "job", "line"
    };

    private final String job;
    private final Path deadLetterPath;
    private final RowFile report;
    private final Cells cells = new Cells();
    private final long[] counts = new long[Outcome.values().length];
    private RowFile deadLetter;

    JobFiles(String job, Path reportPath, Path deadLetterPath) throws IOException {
        this.job = job;
        this.deadLetterPath = deadLetterPath;
        this.report = RowFile.create(reportPath, REPORT);
    }

    /**
     * Adds the row that follows in the list.
     *
     * @throws FileWriteException when the disk does not take it; the files are of no use then
     */
    public void add(ReportRow row) throws IOException {
        String line = Long.toString(row.line());
        String id = Cells.id(row.id());
        String account = Cells.words(row.account());
        String reason = Cells.words(row.reason());
        counts[row.outcome().ordinal()]++;
        report.add(
                line,
                id,
                account,
                row.outcome().name(),
                reason,
                Cells.joined(row.delivered()),
                Cells.joined(row.undelivered()),
                Cells.joined(row.failed()),
                Integer.toString(row.attempts()),
                row.httpStatus() == null ? "" : row.httpStatus().toString(),
                Cells.words(row.errorCode()),
                Cells.words(row.cfRay()),
                cells.time(row.settledAt()));
        if (row.outcome().needsPerson()) {
            deadLetter().add(id, account, row.outcome().name(), reason, job, line);
        }
    }

    private RowFile deadLetter() throws IOException {
        if (deadLetter == null) {
            deadLetter = RowFile.create(deadLetterPath, DEAD_LETTER);
        }
        return deadLetter;
    }

    /** How many rows ended how; outcomes without any are left out. */
    Map<Outcome, Long> counts() {
        var counted = new EnumMap<Outcome, Long>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            if (counts[outcome.ordinal()] > 0) {
                counted.put(outcome, counts[outcome.ordinal()]);
            }
        }
        return counted;
    }

    boolean hasDeadLetter() {
        return deadLetter != null;
    }

    void sync() throws IOException {
        report.sync();
        if (hasDeadLetter()) {
            deadLetter.sync();
        }
    }

    /** Makes both appear; a dead letter of an earlier time goes when there is none now. */
    void commit() throws IOException {
        if (hasDeadLetter()) {
            deadLetter.commit();
        } else {
            AtomicFile.delete(deadLetterPath);
        }
        report.commit();
    }

    @Override
    public void close() throws IOException {
        try {
            report.close();
        } finally {
            if (hasDeadLetter()) {
                deadLetter.close();
            }
        }
    }
}
