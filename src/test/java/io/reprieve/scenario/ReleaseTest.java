package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.practice.RecordedCall;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a list when all goes well. */
class ReleaseTest {
    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void start() throws Exception {
        rehearsal = Rehearsal.start(data);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void every_id_of_a_dropped_list_is_released_once_and_reported() {
        List<String> ids = Ids.plain(2_500);

        JobReport report = rehearsal.release("list.csv", ids).allWere(Outcome.RELEASED);

        assertThat(report.lines()).extracting(ReportLine::id).isEqualTo(ids);
        assertThat(report.deadLetter()).doesNotExist();
        rehearsal.checkReleasedOnce(ids);
        assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(2_500);
        assertThat(rehearsal.folder().files("done", "list.csv")).hasSize(1);
        rehearsal.folder().checkTidy();
    }

    @Test
    void a_line_of_the_report_has_the_facts_of_its_answer() {
        Instant before = Instant.now();
        String id = Ids.plain(1).get(0);

        JobReport report = rehearsal.release("one.csv", List.of(id));

        ReportLine line = report.row(id);
        assertThat(line.line()).isEqualTo(2);
        assertThat(line.account()).isEqualTo("default");
        assertThat(line.delivered()).contains("@");
        assertThat(line.undelivered()).isEmpty();
        assertThat(line.failed()).isEmpty();
        assertThat(line.attempts()).isOne();
        assertThat(line.httpStatus()).isEqualTo("200");
        assertThat(line.cfRay()).isNotEmpty();
        assertThat(line.settledAt()).endsWith("Z");
        assertThat(Instant.parse(line.settledAt()))
                .isBetween(before.minusSeconds(1), Instant.now());
        assertThat(report.calls()).isOne();
        assertThat(report.summary().path("retries").asLong()).isZero();
        assertThat(report.summary().path("sha256").asText()).hasSize(64);
        assertThat(report.summary().path("accounts").get(0).asText()).isEqualTo("default");
        assertThat(Instant.parse(report.summary().path("received_at").asText()))
                .isBeforeOrEqualTo(Instant.parse(report.summary().path("completed_at").asText()));
        assertThat(report.job()).matches("\\d{8}T\\d{6}Z-one-[0-9a-f]{4}");
    }

    @Test
    void a_call_says_who_asks_and_what_it_takes() {
        rehearsal.release("one.csv", Ids.plain(1));

        RecordedCall call = rehearsal.cloudflare().releaseCalls().get(0);
        assertThat(call.headers())
                .containsEntry("accept", "application/json")
                .containsKey("authorization")
                .doesNotContainKeys("x-auth-key", "x-auth-email", "cookie");
        assertThat(call.headers().get("content-type")).startsWith("application/json");
        assertThat(call.headers().get("user-agent")).matches("Reprieve/\\d+\\.\\d+\\S*");
        assertThat(call.headers().keySet()).noneMatch(name -> name.startsWith("camel"));
    }

    @Test
    void thirty_small_lists_dropped_together_take_one_call() throws Exception {
        rehearsal.stop();
        for (int list = 0; list < 30; list++) {
            rehearsal.folder().drop("list-" + list + ".csv", Ids.plain(list * 10, 10));
        }
        rehearsal.start();

        for (int list = 0; list < 30; list++) {
            JobReport report = rehearsal.folder().awaitReport("list-" + list + ".csv");
            assertThat(report.allWere(Outcome.RELEASED).calls()).isOne();
        }
        assertThat(rehearsal.cloudflare().releaseCallCount()).isOne();
        rehearsal.checkReleasedOnce(Ids.plain(300));
    }

    @Test
    void a_long_list_fills_its_calls() throws Exception {
        rehearsal.stop();
        rehearsal.with("reprieve.batch.start-size", "1000").start();

        JobReport report = rehearsal.release("long.csv", Ids.plain(10_000));

        assertThat(report.calls()).isEqualTo(10);
        assertThat(rehearsal.cloudflare().releaseCalls())
                .extracting(RecordedCall::idCount)
                .containsOnly(1_000);
    }

    @Test
    void the_first_call_of_a_small_file_goes_out_within_two_seconds() {
        Instant dropped = Instant.now();

        rehearsal.release("small.csv", Ids.plain(3));

        Instant called = rehearsal.cloudflare().releaseCalls().get(0).time();
        assertThat(called).isBefore(dropped.plusSeconds(2));
    }

    @Test
    void an_id_in_either_form_names_the_same_message_at_cloudflare() {
        String investigate = Ids.plain(1).get(0);
        String postfix = Ids.plain(1, 1).get(0).substring(0, 16);

        rehearsal.release("mixed.csv", List.of(investigate, postfix)).allWere(Outcome.RELEASED);

        PracticeServer cloudflare = rehearsal.cloudflare();
        assertThat(cloudflare.timesReleased(investigate)).isOne();
        assertThat(cloudflare.timesReleased(postfix)).isOne();
    }

    @Test
    void what_was_started_goes_on_after_a_stop() throws Exception {
        List<String> ids = Ids.plain(3_000);
        rehearsal.folder().drop("list.csv", ids);
        rehearsal.stop();
        rehearsal.start();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(ids);
    }
}
