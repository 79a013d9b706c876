package io.reprieve.report.file;

import static io.reprieve.report.file.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import io.reprieve.files.FileWriteException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportWriterTest {

    private static final SettledRow GOOD = row(2, "id-1", Outcome.RELEASED);
    private static final SettledRow BAD = row(3, "id-2", Outcome.FAILED, "attempts ran out");

    @TempDir Path data;
    private Path report;
    private Path summary;
    private Path deadLetter;

    @BeforeEach
    void namePaths() {
        report = data.resolve("reports").resolve(Samples.JOB).resolve("report.csv");
        summary = report.resolveSibling("summary.json");
        deadLetter = data.resolve("dead-letter").resolve(Samples.JOB + ".csv");
    }

    @Test
    void the_files_are_those_of_the_contract_byte_for_byte() throws IOException {
        var rich =
                new SettledRow(
                        4,
                        "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678",
                        "emea",
                        new RowResult(
                                Outcome.PARTIAL,
                                "1 of 3, \"grün\"",
                                new Recipients(
                                        List.of("a@example.com", "b@example.com"),
                                        List.of("c@example.com"),
                                        List.of("d@example.com")),
                                new ResponseInfo(null, "10000", null, "8f0c-FRA")),
                        2,
                        null);

        var written = write(GOOD, BAD, rich);

        assertThat(written).isEqualTo(new Written(report, summary, deadLetter));
        assertThat(Files.readString(report))
                .isEqualTo(
                        "line,id,account,outcome,reason,delivered,undelivered,failed,attempts,"
                                + "http_status,error_code,cf_ray,settled_at\r\n"
                                + "2,id-1,default,RELEASED,,,,,1,200,,,2026-11-22T10:15:00Z\r\n"
                                + "3,id-2,default,FAILED,attempts ran out,,,,1,200,,,"
                                + "2026-11-22T10:15:00Z\r\n"
                                + "4,4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678,emea,PARTIAL,"
                                + "\"1 of 3, \"\"grün\"\"\",a@example.com;b@example.com,"
                                + "c@example.com,d@example.com,2,,10000,8f0c-FRA,\r\n");
        assertThat(Files.readString(deadLetter))
                .isEqualTo(
                        "id,account,outcome,reason,job,line\r\n"
                                + ("id-2,default,FAILED,attempts ran out," + Samples.JOB + ",3\r\n")
                                + "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678,emea,PARTIAL,"
                                + ("\"1 of 3, \"\"grün\"\"\"," + Samples.JOB + ",4\r\n"));
        assertThat(Files.readString(summary))
                .isEqualTo(Samples.summary(GOOD, BAD, rich).toJson() + "\n");
    }

    /** Rows that differ from {@link #GOOD} in one cell, and in its outcome where that must be. */
    static Stream<SettledRow> rowsThatDifferInOneCell() {
        List<String> one = List.of("a@example.com");
        Instant at = Samples.TIME;
        return Stream.of(
                other("emea", Outcome.RELEASED, "", List.of(), 1, 200, null, null, at),
                other("default", Outcome.DUPLICATE, "", List.of(), 1, 200, null, null, at),
                other("default", Outcome.RELEASED, "found", List.of(), 1, 200, null, null, at),
                other("default", Outcome.RELEASED, "", one, 1, 200, null, null, at),
                other("default", Outcome.RELEASED, "", List.of(), 2, 200, null, null, at),
                other("default", Outcome.RELEASED, "", List.of(), 1, 202, null, null, at),
                other("default", Outcome.RELEASED, "", List.of(), 1, null, null, null, at),
                other("default", Outcome.RELEASED, "", List.of(), 1, 200, "10000", null, at),
                other("default", Outcome.RELEASED, "", List.of(), 1, 200, null, "8f0c-FRA", at),
                other("default", Outcome.RELEASED, "", List.of(), 1, 200, null, null, null),
                other(
                        "default",
                        Outcome.RELEASED,
                        "",
                        List.of(),
                        1,
                        200,
                        null,
                        null,
                        at.plusSeconds(1)));
    }

    private static SettledRow other(
            String account,
            Outcome outcome,
            String reason,
            List<String> recipients,
            int attempts,
            Integer status,
            String code,
            String ray,
            Instant at) {
        return new SettledRow(
                2,
                "id-1",
                account,
                new RowResult(
                        outcome,
                        reason,
                        new Recipients(recipients, recipients, recipients),
                        new ResponseInfo(status, code, null, ray)),
                attempts,
                at);
    }

    @ParameterizedTest
    @MethodSource("rowsThatDifferInOneCell")
    void a_row_among_others_is_the_line_that_it_is_alone(SettledRow other) throws IOException {
        write(GOOD);
        String good = Files.readAllLines(report).get(1);
        write(other);
        String alone = Files.readAllLines(report).get(1);

        write(GOOD, other, other, GOOD, other);

        assertThat(alone).isNotEqualTo(good);
        assertThat(Files.readAllLines(report).subList(1, 6))
                .containsExactly(good, alone, alone, good, alone);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void the_dead_letter_has_exactly_what_needs_a_person(Outcome outcome) throws IOException {
        var written = write(row(1, "id", outcome));

        assertThat(written.deadLetter() != null).isEqualTo(outcome.needsPerson());
        assertThat(Files.exists(deadLetter)).isEqualTo(outcome.needsPerson());
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "formula-cells.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false)
    void no_cell_starts_a_formula_and_an_id_can_be_dropped_again(String raw, String cell)
            throws IOException {
        String id = raw.translateEscapes();

        write(row(1, id, Outcome.INVALID, id));

        NamedCsvRecord dead = Samples.read(deadLetter).get(0);
        assertThat(dead.getField("id")).isEqualTo(cell.translateEscapes());
        assertThat(dead.getField("reason")).isEqualTo(cell.translateEscapes());
        NamedCsvRecord row = Samples.read(report).get(0);
        assertThat(row.getField("id")).isEqualTo(dead.getField("id"));
        assertThat(row.getField("reason")).isEqualTo(dead.getField("reason"));

        String again = dead.getField("id");
        write(row(1, again, Outcome.INVALID, again));

        assertThat(Samples.read(deadLetter).get(0).getField("id")).isEqualTo(again);
    }

    @Test
    void every_text_cell_is_made_harmless_and_each_recipient_by_itself() throws IOException {
        String evil = "=cmd";
        List<String> recipients = List.of("a@example.com", "+b@example.com", evil);
        write(
                new SettledRow(
                        1,
                        evil,
                        evil,
                        new RowResult(
                                Outcome.FAILED,
                                evil,
                                new Recipients(recipients, recipients, recipients),
                                new ResponseInfo(200, evil, null, evil)),
                        1,
                        null));

        var cells = new ArrayList<String>(Samples.read(report).get(0).getFields());
        cells.addAll(Samples.read(deadLetter).get(0).getFields());
        assertThat(cells)
                .noneMatch(cell -> cell.matches("(?s).*(^|;)[=+@-].*"))
                .contains("a@example.com;'+b@example.com;'=cmd");
    }

    @Test
    void the_dead_letter_has_the_ids_and_accounts_in_the_order_of_the_list() throws IOException {
        write(BAD, GOOD, row(9, "id-3", Outcome.NOT_FOUND), row(7, "", Outcome.INVALID));

        assertThat(
                        Samples.read(
                                deadLetter,
                                row -> row.getField("id") + "@" + row.getField("account")))
                .containsExactly("id-2@default", "id-3@default", "@default");
        assertThat(Samples.read(report, row -> row.getField("line")))
                .containsExactly("3", "2", "9", "7");
    }

    @Test
    void a_list_without_rows_has_a_report_of_its_header() throws IOException {
        write();

        assertThat(Files.readAllLines(report)).hasSize(1);
        assertThat(summary).exists();
        assertThat(deadLetter).doesNotExist();
    }

    @Test
    void rows_that_the_summary_does_not_count_are_refused_and_no_file_appears() {
        assertThatThrownBy(() -> write(Samples.summary(GOOD, BAD), List.of(GOOD, GOOD)))
                .isInstanceOf(SumsDifferException.class)
                .hasMessage(
                        "the summary of job %s counts {RELEASED=1, FAILED=1}, but its rows are {RELEASED=2}",
                        Samples.JOB);
        assertThatThrownBy(() -> write(Samples.summary(GOOD), List.of(GOOD, BAD)))
                .isInstanceOf(SumsDifferException.class);
        assertThatThrownBy(() -> write(Samples.summary(GOOD, BAD), List.of(GOOD)))
                .isInstanceOf(SumsDifferException.class);

        assertThat(files()).isEmpty();
    }

    @Test
    void a_refused_report_leaves_an_earlier_one_whole() throws IOException {
        write(GOOD, BAD);
        var before = files();

        assertThatThrownBy(() -> write(Samples.summary(GOOD), List.of(BAD)))
                .isInstanceOf(SumsDifferException.class);

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void rows_that_break_off_leave_nothing() {
        Iterator<List<SettledRow>> rows =
                IntStream.range(0, 3)
                        .mapToObj(
                                i -> {
                                    if (i == 2) {
                                        throw new IllegalStateException("ledger gone");
                                    }
                                    return List.of(i == 0 ? GOOD : BAD);
                                })
                        .iterator();

        assertThatThrownBy(
                        () -> new ReportWriter(data).write(Samples.summary(GOOD, BAD, BAD), rows))
                .hasMessage("ledger gone");
        assertThat(files()).isEmpty();
    }

    @Test
    void writing_again_after_a_crash_gives_the_same_bytes_and_no_leftovers() throws IOException {
        write(GOOD, BAD);
        var whole = files();
        Files.delete(summary);
        Files.writeString(report.resolveSibling(".report.csv.tmp"), "half a li");
        Files.writeString(report.resolveSibling(".summary.json.tmp"), "{\"jo");
        Files.writeString(deadLetter.resolveSibling("." + Samples.JOB + ".csv.tmp"), "id,acc");

        write(GOOD, BAD);

        assertThat(files()).isEqualTo(whole);
    }

    @Test
    void an_older_dead_letter_goes_when_nothing_needs_a_person_any_more() throws IOException {
        write(GOOD, BAD);
        Files.writeString(deadLetter.resolveSibling("." + Samples.JOB + ".csv.tmp"), "id,acc");

        var written = write(GOOD, row(3, "id-2", Outcome.RELEASED));

        assertThat(written.deadLetter()).isNull();
        assertThat(files().keySet()).containsExactlyInAnyOrder(report, summary);
    }

    @Test
    void an_older_summary_never_vouches_for_another_report() throws IOException {
        write(GOOD);
        Files.delete(report);
        Files.createDirectories(report.resolve("in-the-way"));

        assertThatThrownBy(() -> write(GOOD, BAD)).isInstanceOf(FileWriteException.class);

        assertThat(summary).doesNotExist();
    }

    @Test
    void a_file_in_the_place_of_a_folder_is_said_in_words() throws IOException {
        Files.writeString(data.resolve("reports"), "");

        assertThatThrownBy(() -> write(GOOD))
                .isInstanceOf(FileWriteException.class)
                .hasMessageContaining("Move away " + data.resolve("reports"));
    }

    private Written write(SettledRow... rows) throws IOException {
        return write(Samples.summary(rows), List.of(rows));
    }

    private Written write(Summary summary, List<SettledRow> rows) throws IOException {
        return new ReportWriter(data).write(summary, List.of(rows).iterator());
    }

    /** Every file below the data folder, hidden ones too, with its content. */
    private Map<Path, String> files() {
        try (var paths = Files.walk(data)) {
            var files = new TreeMap<Path, String>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path, Files.readString(path, StandardCharsets.UTF_8));
            }
            return files;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
