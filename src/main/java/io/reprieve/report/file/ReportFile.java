package io.reprieve.report.file;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
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
    private final OutcomeCells outcome = new OutcomeCells();
    private final CallCells call = new CallCells();

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

    void add(SettledRow row) throws IOException {
        Recipients recipients = row.result().recipients();
        line.add(Long.toString(row.line()));
        line.addWords(row.id());
        line.add(outcome.of(row));
        add(recipients.delivered());
        add(recipients.undelivered());
        add(recipients.failed());
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
    private final class OutcomeCells {
        private String account;
        private Outcome outcome;
        private String reason;
        private byte[] cells;

        private byte[] of(SettledRow row) {
            RowResult result = row.result();
            if (result.outcome() != outcome
                    || !row.account().equals(account)
                    || !result.reason().equals(reason)) {
                account = row.account();
                outcome = result.outcome();
                reason = result.reason();
                aside.add(CsvCells.words(account));
                aside.add(outcome.name());
                aside.add(CsvCells.words(reason));
                cells = aside.take();
            }
            return cells;
        }
    }

    /** What is known of the call that told of a row. */
    private final class CallCells {
        private final CsvCells times = new CsvCells();
        private int attempts;
        private ResponseInfo facts;
        private Instant settledAt;
        private byte[] cells;

        private byte[] of(SettledRow row) {
            if (cells == null
                    || row.attempts() != attempts
                    || !row.result().facts().equals(facts)
                    || !Objects.equals(row.settledAt(), settledAt)) {
                attempts = row.attempts();
                facts = row.result().facts();
                settledAt = row.settledAt();
                Integer httpStatus = facts.httpStatus();
                aside.add(Integer.toString(attempts));
                aside.add(httpStatus == null ? "" : httpStatus.toString());
                aside.add(CsvCells.words(facts.errorCode()));
                aside.add(CsvCells.words(facts.cfRay()));
                aside.add(times.time(settledAt));
                cells = aside.take();
            }
            return cells;
        }
    }
}
