package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.ledger.Job;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When releasing is allowed, and what happens the rest of the time. */
class WindowsTest {
    private static final String KEY = "reprieve.release.windows";

    @TempDir Path data;
    private final LeapingClock clock = new LeapingClock();
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_list_is_accepted_at_any_time_and_its_calls_wait_for_the_window() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit(), between(2, 4));
        List<String> ids = Ids.plain(500);
        rehearsal.folder().drop("night.csv", ids);

        Job job = awaitJob();
        assertThat(rehearsal.reprieve().gate().expectation(job))
                .contains("waits for the window: opens ");
        checkNothingIsCalled();

        clock.leap(Duration.ofHours(3));

        rehearsal.folder().awaitReport("night.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(ids);
        assertThat(rehearsal.reprieve().gate().expectation(job)).doesNotContain("window");
    }

    @Test
    void a_window_that_closes_lets_calls_under_way_end_and_begins_no_other() throws Exception {
        start(
                Rehearsal.cloudflareWithoutLimit().delay(Duration.ofMillis(300)),
                between(-1, 1),
                "reprieve.batch.max-size",
                "10",
                "reprieve.batch.start-size",
                "10",
                "reprieve.in-flight",
                "2");
        List<String> ids = Ids.plain(200);
        rehearsal.folder().drop("late.csv", ids);
        await().until(() -> rehearsal.cloudflare().releaseCallCount() >= 2);

        clock.leap(Duration.ofHours(2));

        await().during(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> {
                            long calls = rehearsal.cloudflare().releaseCallCount();
                            assertThat(rehearsal.reprieve().ledger().jobs().running())
                                    .singleElement()
                                    .extracting(Job::settled)
                                    .isEqualTo(10 * calls);
                        });
        assertThat(rehearsal.cloudflare().releaseCallCount()).isLessThan(20);

        clock.leap(Duration.ofHours(22));
        rehearsal.folder().awaitReport("late.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void a_dry_run_changes_nothing_and_does_not_wait() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit(), between(2, 4), "reprieve.dry-run", "true");

        rehearsal.release("dry.csv", Ids.plain(5)).allWere(Outcome.WOULD_RELEASE);
    }

    @Test
    void ids_in_doubt_are_asked_for_outside_the_window_too() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit(), between(-1, 1), "reprieve.in-flight", "1");
        rehearsal.cloudflare().fault(Fault.parse("lost"));
        rehearsal.cloudflare().fault(Fault.parse("status:503x2+all"));
        rehearsal.folder().drop("doubt.csv", Ids.plain(3));
        await().until(() -> rehearsal.cloudflare().releaseCallCount() == 1);

        clock.leap(Duration.ofHours(2));

        rehearsal.folder().awaitReport("doubt.csv").allWere(Outcome.RELEASED);
        assertThat(rehearsal.cloudflare().releaseCallCount()).isOne();
    }

    @Test
    void a_list_waits_over_a_restart() throws Exception {
        start(Rehearsal.cloudflareWithoutLimit(), between(2, 4));
        List<String> ids = Ids.plain(20);
        rehearsal.folder().drop("list.csv", ids);
        awaitJob();

        rehearsal.stop();
        rehearsal.start();
        checkNothingIsCalled();
        clock.leap(Duration.ofHours(3));

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(ids);
    }

    private void start(PracticeOptions.Builder options, String window, String... settings)
            throws Exception {
        rehearsal =
                Rehearsal.prepare(data, options).with(KEY, window).with(settings).at(clock).start();
    }

    private Job awaitJob() {
        await().until(() -> rehearsal.reprieve().ledger().jobs().running().size() == 1);
        return rehearsal.reprieve().ledger().jobs().running().get(0);
    }

    private void checkNothingIsCalled() {
        await().during(Duration.ofMillis(700)).until(() -> rehearsal.cloudflare().callCount() == 0);
    }

    /** A window of every day from so many hours after now to so many. */
    private static String between(int from, int to) {
        LocalTime now = LocalTime.ofInstant(Instant.now(), ZoneOffset.UTC);
        return now.plusHours(from).truncatedTo(ChronoUnit.MINUTES)
                + "-"
                + now.plusHours(to).truncatedTo(ChronoUnit.MINUTES)
                + " UTC";
    }
}
