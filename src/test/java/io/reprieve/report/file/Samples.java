package io.reprieve.report.file;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Jobs to write, and their files read back by a CSV reader that follows RFC 4180. */
final class Samples {

    static final String JOB = "20261122T101500Z-false-positives-3f9a";
    static final Instant TIME = Instant.parse("2026-11-22T10:15:00.987Z");

    private Samples() {}

    static SettledRow row(long line, String id, Outcome outcome) {
        return row(line, id, outcome, "");
    }

    static SettledRow row(long line, String id, Outcome outcome, String reason) {
        RowResult result = RowResult.of(outcome, reason, new ResponseInfo(200, null, null, null));
        return new SettledRow(line, id, "default", result, 1, TIME);
    }

    /** The summary that these rows add up to. */
    static Summary summary(SettledRow... rows) {
        Map<Outcome, Long> outcomes =
                Arrays.stream(rows)
                        .map(row -> row.result().outcome())
                        .collect(Collectors.groupingBy(o -> o, Collectors.counting()));
        return summary(rows.length, outcomes);
    }

    static Summary summary(long rows, Map<Outcome, Long> outcomes) {
        return new Summary(
                JOB,
                "file:inbox/false-positives.csv",
                "ab12",
                null,
                List.of("default"),
                TIME,
                TIME.plusSeconds(4),
                rows,
                outcomes,
                12,
                1,
                "COMPLETED");
    }

    static List<NamedCsvRecord> read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            return csv.stream().toList();
        }
    }

    static <T> List<T> read(Path file, Function<NamedCsvRecord, T> cell) throws IOException {
        return read(file).stream().map(cell).toList();
    }
}
