package io.reprieve.report.file;

import io.reprieve.domain.SettledRow;
import io.reprieve.files.AtomicFile;
import io.reprieve.files.FileWriteException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Writes what a job leaves behind: {@code reports/JOB/report.csv} and {@code summary.json}, and
 * {@code dead-letter/JOB.csv} when something needs a person.
 *
 * <p>Each file appears whole or not at all, the summary last: where it stands, the rest is
 * complete. Writing the same job again after a crash gives the same bytes. Memory does not grow
 * with the rows.
 *
 * <p>Has no state; different jobs may be written at the same time, one job only once at a time.
 */
public final class ReportWriter {

    private final Path dataDir;

    /**
     * Writes below a data folder.
     *
     * @param dataDir created when it is missing
     */
    public ReportWriter(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** Bytes that are free where the files go; where nobody can tell, as many as there may be. */
    public long usableBytes() {
        File folder = dataDir.toFile();
        return folder.getTotalSpace() == 0 ? Long.MAX_VALUE : folder.getUsableSpace();
    }

    /**
     * Begins the files of a job that need not be complete yet.
     *
     * @param job its id
     * @throws FileWriteException when there is no room for them
     */
    public JobFiles begin(String job) throws IOException {
        return new JobFiles(job, report(job), deadLetter(job));
    }

    /**
     * Writes all files of a job.
     *
     * @param summary what the job adds up to
     * @param rows every row, in the order of the list, some at a time; read once
     * @throws SumsDifferException when the rows are not those that the summary counts; what stood
     *     there before is untouched
     * @throws FileWriteException when a file cannot be written; write again when the cause is gone
     */
    public Written write(Summary summary, Iterator<List<SettledRow>> rows) throws IOException {
        try (JobFiles files = begin(summary.job())) {
            return write(summary, files, rows);
        }
    }

    /**
     * Writes what is left of the files of a job, and makes them appear.
     *
     * @param files what {@link #begin} began, with the first rows of the list; of no use afterwards
     * @param rows every row that follows, some at a time
     */
    public Written write(Summary summary, JobFiles files, Iterator<List<SettledRow>> rows)
            throws IOException {
        Path report = report(summary.job());
        Path summaryFile = report.resolveSibling("summary.json");
        byte[] json = (summary.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        while (rows.hasNext()) {
            files.add(rows.next());
        }
        if (!files.counts().equals(summary.outcomes())) {
            throw new SumsDifferException(summary.job(), summary.outcomes(), files.counts());
        }
        files.sync();
        retractOther(summaryFile, json);
        files.commit();
        AtomicFile.write(summaryFile, json);
        return new Written(
                report, summaryFile, files.hasDeadLetter() ? deadLetter(summary.job()) : null);
    }

    private Path report(String job) {
        return dataDir.resolve("reports").resolve(job).resolve("report.csv");
    }

    private Path deadLetter(String job) {
        return dataDir.resolve("dead-letter").resolve(job + ".csv");
    }

    /** A summary of an earlier time must not vouch for a report that is about to change. */
    private static void retractOther(Path summaryFile, byte[] json) throws IOException {
        if (Files.isRegularFile(summaryFile)
                && !Arrays.equals(Files.readAllBytes(summaryFile), json)) {
            AtomicFile.delete(summaryFile);
        }
    }
}
