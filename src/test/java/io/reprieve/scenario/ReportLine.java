package io.reprieve.scenario;

import de.siegmar.fastcsv.reader.NamedCsvRecord;

/** A line of {@code report.csv} as it stands there; every cell is text. */
public record ReportLine(
        long line,
        String id,
        String account,
        String outcome,
        String reason,
        String delivered,
        String undelivered,
        String failed,
        int attempts,
        String httpStatus,
        String errorCode,
        String cfRay,
        String settledAt) {

    static ReportLine of(NamedCsvRecord cells) {
        return new ReportLine(
                Long.parseLong(cells.getField("line")),
                cells.getField("id"),
                cells.getField("account"),
                cells.getField("outcome"),
                cells.getField("reason"),
                cells.getField("delivered"),
                cells.getField("undelivered"),
                cells.getField("failed"),
                Integer.parseInt(cells.getField("attempts")),
                cells.getField("http_status"),
                cells.getField("error_code"),
                cells.getField("cf_ray"),
                cells.getField("settled_at"));
    }
}
