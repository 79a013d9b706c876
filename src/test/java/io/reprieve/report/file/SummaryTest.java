package io.reprieve.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {

    @Test
    void the_json_has_the_fields_of_the_contract_in_its_order() {
        var summary =
                Samples.summary(
                        1200,
                        Map.of(
                                Outcome.FAILED, 5L,
                                Outcome.RELEASED, 1180L,
                                Outcome.NOT_FOUND, 0L,
                                Outcome.INVALID, 3L,
                                Outcome.DUPLICATE, 12L));

        assertThat(summary.toJson())
                .isEqualTo(
                        "{\"job\":\"20261122T101500Z-false-positives-3f9a\","
                                + "\"source\":\"file:inbox/false-positives.csv\","
                                + "\"sha256\":\"ab12\",\"requested_by\":null,"
                                + "\"accounts\":[\"default\"],"
                                + "\"received_at\":\"2026-11-22T10:15:00Z\","
                                + "\"completed_at\":\"2026-11-22T10:15:04Z\",\"rows\":1200,"
                                + "\"outcomes\":{\"RELEASED\":1180,\"FAILED\":5,\"INVALID\":3,"
                                + "\"DUPLICATE\":12},\"calls\":12,\"retries\":1,"
                                + "\"state\":\"COMPLETED\"}");
    }

    @Test
    void quotes_and_control_characters_in_a_source_are_escaped() {
        var summary = withJob("a", "file:inbox/\"grün\"\n.csv");

        assertThat(summary.toJson()).contains("\"source\":\"file:inbox/\\\"grün\\\"\\n.csv\"");
    }

    @Test
    void a_list_without_rows_adds_up() {
        assertThat(Samples.summary().toJson()).contains("\"rows\":0,\"outcomes\":{},");
    }

    @Test
    void sums_that_do_not_add_up_are_refused() {
        assertThatThrownBy(() -> Samples.summary(3, Map.of(Outcome.RELEASED, 2L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job " + Samples.JOB + " has 3 rows, but outcomes for 2");
        assertThatThrownBy(
                        () -> Samples.summary(1, Map.of(Outcome.RELEASED, 2L, Outcome.FAILED, -1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Samples.summary(-1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "../up", "a\0b", "a b", "=a", "-a"})
    void a_job_whose_name_cannot_be_a_file_is_refused(String job) {
        assertThatThrownBy(() -> withJob(job, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "20261122T101500Z-grün_2.csv-3f9a", "2026-x..y"})
    void a_plain_name_is_taken(String job) {
        assertThatCode(() -> withJob(job, "x")).doesNotThrowAnyException();
    }

    @Test
    void a_job_whose_name_is_too_long_for_a_file_is_refused() {
        assertThatCode(() -> withJob("ü".repeat(100), "x")).doesNotThrowAnyException();
        assertThatThrownBy(() -> withJob("ü".repeat(101), "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Summary withJob(String job, String source) {
        Instant time = Samples.TIME;
        return new Summary(
                job, source, null, null, List.of(), time, time, 0, Map.of(), 0, 0, "COMPLETED");
    }
}
