package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.SpecialId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What comes of each kind of row, from the list to the report and the dead letter. */
class OutcomesTest {
    @TempDir static Path data;
    private static Rehearsal rehearsal;
    private static JobReport specials;
    private static final List<String> PLAIN = Ids.plain(500);

    @BeforeAll
    static void start() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.dedupe", "list");
        List<String> ids = new ArrayList<>(PLAIN);
        Arrays.stream(SpecialId.values()).forEach(special -> ids.add(17, special.id()));
        specials = rehearsal.release("special.csv", ids);
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "special-outcomes.csv", numLinesToSkip = 1)
    void a_special_id_ends_as_the_contract_says(
            String word, Outcome outcome, String reason, int released) {
        String id = special(word).id();

        assertThat(specials.row(id).outcome()).isEqualTo(outcome.name());
        assertThat(specials.row(id).reason()).contains(reason == null ? "" : reason);
        assertThat(rehearsal.cloudflare().timesReleased(id)).isEqualTo(released);
    }

    @Test
    void every_special_id_is_in_the_table() throws Exception {
        Path table = Path.of("src/test/resources/io/reprieve/scenario/special-outcomes.csv");
        List<String> words =
                Files.readAllLines(table).stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList();
        assertThat(words)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(SpecialId.values()).map(SpecialId::word).toList());
    }

    @Test
    void messages_beside_a_refused_one_are_released_once() {
        assertThat(PLAIN)
                .allMatch(id -> specials.row(id).outcome().equals("RELEASED"))
                .allMatch(id -> rehearsal.cloudflare().timesReleased(id) == 1);
    }

    @Test
    void recipients_stand_in_the_report() {
        ReportLine all = specials.row(SpecialId.ALL_LISTS.id());
        assertThat(List.of(all.delivered(), all.undelivered(), all.failed()))
                .allMatch(cell -> cell.contains("@"));
        assertThat(specials.row(SpecialId.RELEASED_TO_TWO.id()).delivered().split(";")).hasSize(2);
    }

    @Test
    void a_message_whose_recipients_fail_is_tried_as_often_as_the_setting_says() {
        assertThat(rehearsal.cloudflare().timesProcessed(SpecialId.FAILED_ALWAYS.id()))
                .isEqualTo(rehearsal.settings().retry().failedAttempts());
        assertThat(specials.row(SpecialId.FAILED_ONCE.id()).attempts()).isGreaterThan(1);
    }

    @Test
    void a_line_of_the_dead_letter_says_whose_it_is_and_why() {
        var refused =
                specials.deadLetters().stream()
                        .filter(cells -> cells.getField("outcome").equals("REFUSED"))
                        .findFirst()
                        .orElseThrow();
        assertThat(refused.getHeader())
                .containsExactly("id", "account", "outcome", "reason", "job", "line");
        assertThat(refused.getField("id")).isEqualTo(SpecialId.REFUSED.id());
        assertThat(refused.getField("account")).isEqualTo("default");
        assertThat(refused.getField("reason")).contains("7400");
        assertThat(refused.getField("job")).isEqualTo(specials.job());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "example-outcomes.csv", numLinesToSkip = 1)
    void an_example_comes_to_what_its_manual_says(String file, String outcomes) throws Exception {
        rehearsal.folder().drop(file, Files.readAllBytes(Path.of("examples", file)));

        JobReport report = rehearsal.folder().awaitReport(file);

        assertThat(report.outcomes())
                .isEqualTo(
                        Arrays.stream(outcomes.split(" "))
                                .map(one -> one.split("="))
                                .collect(
                                        Collectors.toMap(
                                                one -> one[0], one -> Long.valueOf(one[1]))));
    }

    @Test
    void a_row_that_is_no_id_is_never_sent_and_says_what_it_looks_like() {
        String list =
                """
                id,ticket
                "4,00E+15",spreadsheet
                <a@mail.example>,message-id
                someone@mail.example,address
                "",nothing
                %s,good
                """;
        JobReport report = rehearsal.release("rows.csv", list.formatted(Ids.plain(900, 1).get(0)));

        assertThat(report.outcomes()).containsEntry("INVALID", 4L).containsEntry("RELEASED", 1L);
        assertThat(report.lines().get(0).reason()).contains("spreadsheet");
        assertThat(report.lines().get(1).reason()).contains("Message-ID");
        assertThat(report.lines().get(2).reason()).contains("address");
        assertThat(report.lines().get(3).reason()).contains("empty");
        assertThat(report.lines()).extracting(ReportLine::line).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void no_cell_of_a_report_starts_a_formula() throws Exception {
        rehearsal.stop();
        rehearsal.with("reprieve.intake.unfamiliar", "take").start();
        JobReport report =
                rehearsal.release("formula.csv", "id,ticket\n=HYPERLINK(1),a\n+1,b\n@x,c\n-2,d\n");

        assertThat(report.lines())
                .hasSize(4)
                .noneMatch(line -> line.id().matches("(?s)^[=+@-].*"))
                .noneMatch(line -> line.reason().matches("(?s)^[=+@-].*"));
        assertThat(report.deadLetters())
                .isNotEmpty()
                .flatExtracting(cells -> cells.getFields())
                .noneMatch(cell -> cell.matches("(?s)^[=+@-].*"));
    }

    @Test
    void an_empty_list_is_a_job_of_no_rows_with_its_report() {
        assertThat(rehearsal.release("header.csv", "id,ticket\n").rows()).isZero();
        assertThat(rehearsal.release("empty.csv", "").rows()).isZero();
        assertThat(rehearsal.release("comments.txt", "# nothing yet\n\n").rows()).isZero();
    }

    private static SpecialId special(String word) {
        return Arrays.stream(SpecialId.values())
                .filter(special -> special.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
