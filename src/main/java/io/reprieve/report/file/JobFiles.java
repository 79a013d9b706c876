package io.reprieve.report.file;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import io.reprieve.files.AtomicFile;
import io.reprieve.files.FileWriteException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The report and the dead letter of one job while they are being written, in one pass: they appear
 * with {@link ReportWriter#write}, and closing them before that leaves no file. For one thread at a
 * time.
 */
public final class JobFiles implements Closeable {

    private static final String[] DEAD_LETTER = {
        "id", "account", "outcome", "reason", "job", "line"
    };

    private final String job;
    private final Path deadLetterPath;
    private final ReportFile report;
    private final long[] counts = new long[Outcome.values().length];
    private RowFile deadLetter;

    JobFiles(String job, Path reportPath, Path deadLetterPath) throws IOException {
        this.job = job;
        this.deadLetterPath = deadLetterPath;
        this.report = ReportFile.create(reportPath);
    }

    /**
     * Adds the rows that follow in the list.
     *
     * @throws FileWriteException when the disk does not take it; the files are of no use then
     */
    public void add(List<SettledRow> rows) throws IOException {
        for (SettledRow row : rows) {
            add(row);
        }
    }

    private void add(SettledRow row) throws IOException {
        RowResult result = row.result();
        report.add(row);
        if (result.outcome().needsPerson()) {
            deadLetter()
                    .add(
                            CsvCells.words(row.id()),
                            CsvCells.words(row.account()),
                            result.outcome().name(),
                            CsvCells.words(result.reason()),
                            job,
                            Long.toString(row.line()));
        }
        counts[result.outcome().ordinal()]++;
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
