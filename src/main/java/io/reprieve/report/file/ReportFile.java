package io.reprieve.report.file;

import io.reprieve.domain.Outcome;
import io.reprieve.files.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * {@code report.csv} while it is being written. The rows of one call differ in their line, id and
 * recipients alone, so the other cells are encoded once for all of them. For one thread at a time.
 */
final class ReportFile implements Closeable {
    private static final String[] HEADER = {
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

    private final AtomicFile file;
    private final CsvLine line = new CsvLine();
    private final CsvLine aside = new CsvLine();
    private final Fate fate = new Fate();
    private final Call call = new Call();

    private ReportFile(AtomicFile file) {
        this.file = file;
    }

    static ReportFile create(Path target) throws IOException {
        ReportFile report = new ReportFile(AtomicFile.create(target));
        for (String name : HEADER) {
            report.line.add(name);
        }
        report.line.writeTo(report.file.out());
        return report;
    }

    void add(ReportRow row) throws IOException {
        line.add(Long.toString(row.line()));
        line.addWords(row.id());
        line.add(fate.of(row));
        add(row.delivered());
        add(row.undelivered());
        add(row.failed());
        line.add(call.of(row));
        line.writeTo(file.out());
    }

    private void add(List<String> recipients) {
        if (recipients.size() == 1) {
            line.addWords(recipients.get(0));
        } else {
            line.add(CsvCells.joined(recipients));
        }
    }

    void sync() throws IOException {
        file.sync();
    }

    void commit() throws IOException {
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What came of a row, and the account it is of. */
    private final class Fate {
        private String account;
        private Outcome outcome;
        private String reason;
        private byte[] cells;

        private byte[] of(ReportRow row) {
            if (row.outcome() != outcome
                    || !row.account().equals(account)
                    || !row.reason().equals(reason)) {
                account = row.account();
                outcome = row.outcome();
                reason = row.reason();
                aside.add(CsvCells.words(account));
                aside.add(outcome.name());
                aside.add(CsvCells.words(reason));
                cells = aside.take();
            }
            return cells;
        }
    }

    /** What is known of the call that told of a row. */
    private final class Call {
        private final CsvCells times = new CsvCells();
        private int attempts;
        private Integer httpStatus;
        private String errorCode;
        private String cfRay;
        private Instant settledAt;
        private byte[] cells;

        private byte[] of(ReportRow row) {
            if (cells == null
                    || row.attempts() != attempts
                    || !Objects.equals(row.httpStatus(), httpStatus)
                    || !Objects.equals(row.errorCode(), errorCode)
                    || !Objects.equals(row.cfRay(), cfRay)
                    || !Objects.equals(row.settledAt(), settledAt)) {
                attempts = row.attempts();
                httpStatus = row.httpStatus();
                errorCode = row.errorCode();
                cfRay = row.cfRay();
                settledAt = row.settledAt();
                aside.add(Integer.toString(attempts));
                aside.add(httpStatus == null ? "" : httpStatus.toString());
                aside.add(CsvCells.words(errorCode));
                aside.add(CsvCells.words(cfRay));
                aside.add(times.time(settledAt));
                cells = aside.take();
            }
            return cells;
        }
    }
}
