package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.SpecialId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that works late, knows late what it did, and names what it did not do. */
class LateTest {
    @TempDir Path data;

    /** Late and lag together stay below the settle time. */
    @ParameterizedTest(name = "{0}, look-ups {1} ms late")
    @CsvSource({
        "html-late:700ms, 0",
        "accepted-late:700ms, 0",
        "lost-late:700ms, 0",
        "delay:1700ms, 0",
        "html-after:504, 900",
        "lost, 900",
        "cut, 900",
        "html-late:400ms, 500",
        "accepted-late:400ms, 500",
        "lost-late:400ms, 500"
    })
    void nothing_is_released_twice_by_a_server_that_is_late(String fault, int lag)
            throws Exception {
        PracticeOptions.Builder options =
                Rehearsal.cloudflareWithoutLimit()
                        .lag(Duration.ofMillis(lag))
                        .faults(List.of(Fault.parse(fault), Fault.parse(fault)));
        List<String> ids = Ids.plain(60);
        try (Rehearsal rehearsal = Rehearsal.prepare(data, options).start()) {
            JobReport report = rehearsal.release("list.csv", ids);

            report.allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    /** An early look finds it held, because the index is behind. */
    @Test
    void what_an_answer_leaves_out_is_not_released_twice_by_a_look_that_comes_too_early()
            throws Exception {
        PracticeOptions.Builder options =
                Rehearsal.cloudflareWithoutLimit().lag(Duration.ofMillis(900));
        List<String> ids =
                List.of(
                        SpecialId.MISSING_RELEASED.id(1),
                        SpecialId.LISTS_EMPTY.id(1),
                        SpecialId.LISTS_NULL.id(1));
        try (Rehearsal rehearsal = Rehearsal.prepare(data, options).start()) {
            JobReport report = rehearsal.release("list.csv", ids);

            report.allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void a_crash_and_a_restart_do_not_shorten_the_time_that_a_call_in_doubt_is_given()
            throws Exception {
        List<String> ids = Ids.plain(20);
        PracticeOptions.Builder options =
                Rehearsal.cloudflareWithoutLimit().faults(List.of(Fault.parse("html-late:1500ms")));
        try (Rehearsal rehearsal =
                Rehearsal.prepare(data, options).with("reprieve.retry.settle-time", "2s").start()) {
            rehearsal.folder().drop("list.csv", ids);
            org.awaitility.Awaitility.await()
                    .until(() -> !rehearsal.cloudflare().releaseCalls().isEmpty());
            rehearsal.stop();
            rehearsal.with("reprieve.retry.settle-time", "1s").start();

            rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void a_dead_letter_of_ids_in_doubt_is_looked_at_before_it_is_sent_again() throws Exception {
        List<String> ids = Ids.plain(5);
        PracticeOptions.Builder options =
                Rehearsal.cloudflareWithoutLimit().faults(List.of(Fault.parse("html-late:800ms")));
        try (Rehearsal rehearsal =
                Rehearsal.prepare(data, options).with("reprieve.in-doubt", "dead-letter").start()) {
            JobReport first = rehearsal.release("list.csv", ids);
            first.allWere(Outcome.UNCONFIRMED);

            JobReport again = rehearsal.release("again.csv", ids);

            again.allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void a_size_that_only_a_gateway_knows_costs_looks_for_what_was_under_way_alone()
            throws Exception {
        List<String> ids = Ids.plain(1000);
        try (Rehearsal rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit().gatewayIds(50))
                        .start()) {
            JobReport report = rehearsal.release("list.csv", ids);

            report.allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(ids);
            long looks =
                    rehearsal.cloudflare().callCount() - rehearsal.cloudflare().releaseCallCount();
            assertThat(looks).isLessThanOrEqualTo(400);
            assertThat(rehearsal.cloudflare().releaseCallCount()).isLessThan(60);
            assertThat(rehearsal.reprieve().gate().state("default").slow().size()).isEqualTo(100);
        }
    }
}
