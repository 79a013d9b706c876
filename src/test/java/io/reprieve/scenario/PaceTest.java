package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.RateLimit;
import io.reprieve.practice.RecordedCall;
import io.reprieve.practice.SpecialId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The budget of calls, against a server that enforces it. */
class PaceTest {
    private static final String LIMIT = "20/2s";

    @TempDir Path data;
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void no_call_goes_over_the_budget_in_any_window() throws Exception {
        start("20", "2s", "0%");
        List<String> ids = Ids.plain(500);

        rehearsal.release("list.csv", ids).allWere(Outcome.RELEASED);

        assertThat(tooMany()).isZero();
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void a_restart_does_not_forget_the_calls_before_it() throws Exception {
        start("20", "2s", "0%");
        rehearsal.release("first.csv", Ids.plain(180)).allWere(Outcome.RELEASED);
        rehearsal.stop();
        rehearsal.start();

        rehearsal.release("second.csv", Ids.plain(180, 180)).allWere(Outcome.RELEASED);

        assertThat(tooMany()).isZero();
    }

    @Test
    void asking_for_messages_is_paced_like_any_call() throws Exception {
        start("20", "2s", "0%");
        List<String> ids =
                IntStream.rangeClosed(1, 30).mapToObj(SpecialId.MISSING_RELEASED::id).toList();

        rehearsal.release("list.csv", ids).allWere(Outcome.RELEASED);

        assertThat(tooMany()).isZero();
        assertThat(rehearsal.cloudflare().callCount()).isEqualTo(33);
    }

    @Test
    void the_reserve_is_left_to_others() throws Exception {
        start("20", "2s", "50%");

        rehearsal.release("list.csv", Ids.plain(250)).allWere(Outcome.RELEASED);

        List<RecordedCall> calls = rehearsal.cloudflare().calls();
        assertThat(calls).hasSize(25);
        for (int i = 10; i < calls.size(); i++) {
            assertThat(calls.get(i).time()).isAfter(calls.get(i - 10).time().plusMillis(1_900));
        }
    }

    @Test
    void when_somebody_else_spends_the_budget_the_server_is_heeded() throws Exception {
        start("100000", "1s", "0%");
        List<String> ids = Ids.plain(400);

        rehearsal.release("list.csv", ids).allWere(Outcome.RELEASED);

        assertThat(tooMany()).isLessThanOrEqualTo(rehearsal.settings().inFlight());
        rehearsal.checkReleasedOnce(ids);
    }

    private void start(String requests, String window, String reserve) throws Exception {
        rehearsal =
                Rehearsal.prepare(
                                data,
                                PracticeOptions.builder()
                                        .rateLimit(RateLimit.parse(LIMIT))
                                        .messages(0))
                        .with("reprieve.rate.requests", requests)
                        .with("reprieve.rate.window", window)
                        .with("reprieve.rate.reserve", reserve)
                        .with("reprieve.batch.max-size", "10")
                        .start();
    }

    private long tooMany() {
        return rehearsal.cloudflare().calls().stream().filter(call -> call.status() == 429).count();
    }
}
