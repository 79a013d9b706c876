package io.reprieve.report;

import io.reprieve.domain.RowResult;
import io.reprieve.ledger.SettledRow;
import io.reprieve.report.file.ReportRow;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** One row after another, as the report has them. For one thread. */
final class ReportRows implements Iterator<ReportRow> {
    private final Iterator<List<SettledRow>> chunks;
    private Iterator<SettledRow> rows = Collections.emptyIterator();

    ReportRows(Iterator<List<SettledRow>> chunks) {
        this.chunks = chunks;
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && chunks.hasNext()) {
            rows = chunks.next().iterator();
        }
        return rows.hasNext();
    }

    @Override
    public ReportRow next() {
        hasNext();
        SettledRow row = rows.next();
        RowResult ruling = row.ruling();
        return new ReportRow(
                row.line(),
                row.id(),
                row.account(),
                ruling.outcome(),
                ruling.reason(),
                ruling.recipients().delivered(),
                ruling.recipients().undelivered(),
                ruling.recipients().failed(),
                row.attempts(),
                ruling.facts().httpStatus(),
                ruling.facts().errorCode(),
                ruling.facts().cfRay(),
                row.settledAt());
    }
}
