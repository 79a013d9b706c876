package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reprieve.domain.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job left on the disk. Reading it holds it against the contract: it adds up, every row
 * stands there once and in the list's order, and the dead letter has exactly the rows that need a
 * person.
 */
public record JobReport(JsonNode summary, List<ReportLine> lines, Path deadLetter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER =
            "line,id,account,outcome,reason,delivered,undelivered,failed,attempts,http_status,"
                    + "error_code,cf_ray,settled_at";

    /** Reads and checks the report in that folder. */
    static JobReport read(Path dataDir, Path folder) {
        try {
            JsonNode summary = JSON.readTree(folder.resolve("summary.json").toFile());
            Path report = folder.resolve("report.csv");
            assertThat(Files.readString(report, UTF_8)).startsWith(HEADER);
            List<ReportLine> lines = new ArrayList<>();
            records(report).forEach(cells -> lines.add(ReportLine.of(cells)));
            Path deadLetter = dataDir.resolve("dead-letter").resolve(name(folder) + ".csv");
            JobReport read = new JobReport(summary, lines, deadLetter);
            assertThat(read.job()).isEqualTo(name(folder));
            read.check();
            return read;
        } catch (IOException e) {
            throw new AssertionError("the report in " + folder + " cannot be read", e);
        }
    }

    /** Where the list of that summary came from. */
    static String source(Path summary) {
        try {
            return JSON.readTree(summary.toFile()).path("source").asText();
        } catch (IOException e) {
            throw new AssertionError(summary + " cannot be read", e);
        }
    }

    /** The job's id. */
    public String job() {
        return summary.path("job").asText();
    }

    /** Where its list came from. */
    public String source() {
        return summary.path("source").asText();
    }

    /** Rows of the list. */
    public long rows() {
        return summary.path("rows").asLong();
    }

    /** Release calls that held a row of it. */
    public long calls() {
        return summary.path("calls").asLong();
    }

    /** How many rows had which outcome. */
    public Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        summary.path("outcomes")
                .fields()
                .forEachRemaining(one -> outcomes.put(one.getKey(), one.getValue().asLong()));
        return outcomes;
    }

    /** The only row of that id. */
    public ReportLine row(String id) {
        List<ReportLine> found = lines.stream().filter(line -> line.id().equals(id)).toList();
        assertThat(found).as("rows of %s", id).hasSize(1);
        return found.get(0);
    }

    /** Every row came to the same end. */
    public JobReport allWere(Outcome outcome) {
        assertThat(lines).isNotEmpty();
        assertThat(lines).extracting(ReportLine::outcome).containsOnly(outcome.name());
        return this;
    }

    /** The cells of the dead letter; none where there is none. */
    public List<NamedCsvRecord> deadLetters() {
        return Files.exists(deadLetter) ? records(deadLetter) : List.of();
    }

    private void check() {
        assertThat(summary.path("state").asText()).isEqualTo("COMPLETED");
        long sum = outcomes().values().stream().mapToLong(Long::longValue).sum();
        assertThat(sum).as("rows of %s", summary).isEqualTo(rows());
        Map<String, Long> told =
                lines.stream().collect(groupingBy(ReportLine::outcome, TreeMap::new, counting()));
        assertThat(told).as("the report of %s", job()).isEqualTo(outcomes());
        assertThat(lines).extracting(ReportLine::line).isSorted();
        assertThat(deadLetters())
                .extracting(cells -> Long.parseLong(cells.getField("line")))
                .isEqualTo(lines.stream().filter(JobReport::isDead).map(ReportLine::line).toList());
        assertThat(Files.exists(deadLetter)).isEqualTo(lines.stream().anyMatch(JobReport::isDead));
    }

    private static boolean isDead(ReportLine line) {
        return Outcome.valueOf(line.outcome()).needsPerson();
    }

    private static List<NamedCsvRecord> records(Path file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
