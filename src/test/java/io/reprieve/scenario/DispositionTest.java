package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprieve.practice.Fault;
import io.reprieve.practice.RecordedCall;
import io.reprieve.practice.SpecialId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With reprieve.guard.disposition = check, no malicious message is ever sent for release. */
class DispositionTest {
    private static final int COUNT = 60;

    @TempDir Path data;
    private Rehearsal rehearsal;
    private List<String> ids;
    private List<String> malicious;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .with("reprieve.guard.disposition", "check");
        ids = Ids.plain(COUNT);
        malicious = new ArrayList<>();
        for (String id : ids) {
            if (disposition(id).startsWith("MALICIOUS")) {
                malicious.add(id);
            }
        }
        assertThat(malicious).isNotEmpty().hasSizeLessThan(COUNT / 2);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void malicious_messages_are_held_back_and_all_others_released() throws Exception {
        rehearsal.start();

        JobReport report = rehearsal.release("list.csv", ids);

        check(report);
        assertThat(questions()).isEqualTo(COUNT + COUNT);
    }

    @Test
    void an_interruption_asks_again_but_sends_nothing_that_was_not_asked_for() throws Exception {
        rehearsal.start();
        rehearsal.cloudflare().fault(Fault.parse("status:500x5+all"));

        check(rehearsal.release("list.csv", ids));
    }

    @Test
    void a_release_whose_answer_was_lost_is_doubtful_as_ever() throws Exception {
        rehearsal.start();
        rehearsal.cloudflare().fault(Fault.parse("lostx1"));

        check(rehearsal.release("list.csv", ids));
    }

    @Test
    void what_has_nothing_to_release_is_not_sent() throws Exception {
        rehearsal.start();

        JobReport report =
                rehearsal.release(
                        "list.csv",
                        List.of(SpecialId.NOT_QUARANTINED.id(), SpecialId.NOT_FOUND.id()));

        assertThat(report.row(SpecialId.NOT_QUARANTINED.id()).outcome())
                .isEqualTo("NOT_QUARANTINED");
        assertThat(report.row(SpecialId.NOT_FOUND.id()).outcome()).isEqualTo("NOT_FOUND");
        assertThat(rehearsal.cloudflare().releaseCallCount()).isZero();
    }

    @Test
    void a_held_list_is_asked_for_after_its_approval_only() throws Exception {
        rehearsal.with("reprieve.guard.max-ids", "10").start();
        rehearsal.folder().drop("list.csv", ids);
        var jobs = rehearsal.reprieve().ledger().jobs();
        org.awaitility.Awaitility.await().until(() -> !jobs.held().isEmpty());
        assertThat(questions()).isEqualTo(COUNT);

        jobs.approve(jobs.held().get(0).number(), "alice");

        check(rehearsal.folder().awaitReport("list.csv"));
    }

    @Test
    void a_row_that_waited_for_another_list_is_asked_for_too() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("first.csv", ids);
        rehearsal.folder().drop("second.csv", ids);

        check(rehearsal.folder().awaitReport("first.csv"), "RELEASED", "DUPLICATE");
        check(rehearsal.folder().awaitReport("second.csv"), "RELEASED", "DUPLICATE");
        assertThat(rehearsal.cloudflare().releasedMoreThanOnce()).isZero();
    }

    private void check(JobReport report) {
        check(report, "RELEASED");
    }

    private void check(JobReport report, String... others) {
        for (String id : ids) {
            ReportLine line = report.row(id);
            if (malicious.contains(id)) {
                assertThat(line.outcome()).isEqualTo("CANCELLED");
                assertThat(line.reason())
                        .contains("held back: disposition MALICIOUS")
                        .contains("reprieve.guard.disposition = check");
            } else {
                assertThat(line.outcome()).isIn((Object[]) others);
            }
        }
        assertThat(malicious)
                .allSatisfy(id -> assertThat(rehearsal.cloudflare().timesProcessed(id)).isZero());
        assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(COUNT - malicious.size());
    }

    /** Calls that were no releases; the first {@value #COUNT} are this test's own. */
    private long questions() {
        return rehearsal.cloudflare().calls().stream().filter(call -> !isRelease(call)).count();
    }

    private static boolean isRelease(RecordedCall call) {
        return call.isRelease();
    }

    private String disposition(String id) throws IOException, InterruptedException {
        var cloudflare = rehearsal.cloudflare();
        String path = "/accounts/" + cloudflare.accountId() + "/email-security/investigate/" + id;
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(cloudflare.baseUrl() + path))
                        .header("Authorization", "Bearer " + cloudflare.token())
                        .build();
        String answer =
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
        return new ObjectMapper()
                .readTree(answer)
                .path("result")
                .path("final_disposition")
                .asText();
    }
}
