package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeBodyForm;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.RecordedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call is like: its body, its size, its credentials. */
class CallFormTest {
    @TempDir Path data;
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void the_body_form_that_works_is_found_and_remembered_over_a_restart() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit().body(PracticeBodyForm.ARRAY));
        rehearsal.release("first.csv", Ids.plain(250)).allWere(Outcome.RELEASED);
        long refused = refusedCalls();
        rehearsal.stop();
        rehearsal.start();
        rehearsal.release("second.csv", Ids.plain(250, 250)).allWere(Outcome.RELEASED);

        assertThat(refused).isBetween(1L, (long) rehearsal.settings().inFlight());
        assertThat(refusedCalls()).as("refusals after the restart").isEqualTo(refused);
        rehearsal.checkReleasedOnce(Ids.plain(500));
    }

    @ParameterizedTest
    @CsvSource({"array, ARRAY", "ids, IDS", "auto, IDS"})
    void the_body_has_the_form_that_is_set(String setting, PracticeBodyForm form) throws Exception {
        start(Rehearsal.cloudflareWithoutLimit(), "reprieve.cloudflare.body", setting);
        rehearsal.release("list.csv", Ids.plain(5)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().releaseCalls())
                .extracting(RecordedCall::bodyForm)
                .containsOnly(form);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void a_size_that_is_too_large_is_learnt_and_remembered(int status) throws Exception {
        start(
                Rehearsal.cloudflareWithoutLimit().maxIds(60).tooManyStatus(status),
                "reprieve.batch.start-size",
                "1000");
        rehearsal.release("first.csv", Ids.plain(1_000)).allWere(Outcome.RELEASED);
        long refused = refusedCalls();
        rehearsal.stop();
        rehearsal.start();
        rehearsal.release("second.csv", Ids.plain(1_000, 1_000)).allWere(Outcome.RELEASED);

        assertThat(refusedCalls()).as("refusals of the second list").isEqualTo(refused);
        rehearsal.checkReleasedOnce(Ids.plain(2_000));
    }

    @Test
    void the_older_pair_of_credentials_works_without_a_token() throws Exception {
        rehearsal =
                Rehearsal.prepare(
                                data,
                                Rehearsal.cloudflareWithoutLimit()
                                        .emailAndKey("ops@help.example", "the-key"))
                        .without("reprieve.cloudflare.api-token")
                        .with("reprieve.cloudflare.email", "ops@help.example")
                        .with("reprieve.cloudflare.api-key", "the-key")
                        .start();
        rehearsal.release("list.csv", Ids.plain(5)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().releaseCalls())
                .allMatch(call -> call.headers().containsKey("x-auth-key"))
                .allMatch(call -> call.headers().containsKey("x-auth-email"))
                .noneMatch(call -> call.headers().containsKey("authorization"));
    }

    @Test
    void a_redirect_is_never_followed() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit());
        rehearsal.cloudflare().fault(Fault.parse("redirect"));
        rehearsal.folder().drop("list.csv", Ids.plain(5));

        org.awaitility.Awaitility.await()
                .until(() -> rehearsal.reprieve().gate().state("default").hold() != null);

        assertThat(rehearsal.cloudflare().calls())
                .noneMatch(call -> call.operation().equals("redirected"));
        assertThat(Files.list(data.resolve("dead-letter"))).isEmpty();
    }

    @Test
    void calls_grow_to_the_largest_size_while_answers_are_clean() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit(), "reprieve.in-flight", "1");
        rehearsal.release("list.csv", Ids.plain(5_000)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().releaseCalls())
                .extracting(RecordedCall::idCount)
                .startsWith(100, 200, 400, 800, 1_000, 1_000);
    }

    @Test
    void no_more_calls_are_under_way_at_once_than_the_setting_says() throws Exception {
        start(
                Rehearsal.cloudflareWithoutLimit().delay(java.time.Duration.ofMillis(200)),
                "reprieve.in-flight",
                "2",
                "reprieve.batch.max-size",
                "10");
        rehearsal.release("list.csv", Ids.plain(100)).allWere(Outcome.RELEASED);

        List<RecordedCall> calls = rehearsal.cloudflare().releaseCalls();
        for (int i = 2; i < calls.size(); i++) {
            assertThat(calls.get(i).time())
                    .isAfterOrEqualTo(calls.get(i - 2).time().plusMillis(180));
        }
    }

    private void start(PracticeOptions.Builder options, String... settings) throws Exception {
        rehearsal = Rehearsal.prepare(data, options).with(settings).start();
    }

    private long refusedCalls() {
        return rehearsal.cloudflare().releaseCalls().stream()
                .filter(call -> call.status() >= 400)
                .count();
    }
}
