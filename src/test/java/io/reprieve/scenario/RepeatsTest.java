package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.SpecialId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of an id that stands in more than one place. */
class RepeatsTest {
    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void start() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.retry.failed-attempts", "1");
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void the_same_list_once_more_under_another_name_is_all_duplicates_that_name_the_job()
            throws Exception {
        List<String> ids = Ids.plain(1_500);
        JobReport first = rehearsal.release("first.csv", ids).allWere(Outcome.RELEASED);
        rehearsal.stop();
        rehearsal.start();

        JobReport second = rehearsal.release("second.csv", ids).allWere(Outcome.DUPLICATE);

        assertThat(second.calls()).isZero();
        assertThat(second.summary().path("sha256")).isEqualTo(first.summary().path("sha256"));
        assertThat(second.lines()).allMatch(line -> line.reason().contains(first.job()));
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void the_same_list_twice_at_once_is_released_once() {
        List<String> ids = Ids.plain(2_000);
        rehearsal.folder().drop("a.csv", ids);
        rehearsal.folder().drop("b.csv", ids);

        JobReport a = rehearsal.folder().awaitReport("a.csv");
        JobReport b = rehearsal.folder().awaitReport("b.csv");

        JobReport released = a.outcomes().containsKey("RELEASED") ? a : b;
        JobReport repeated = released == a ? b : a;
        released.allWere(Outcome.RELEASED);
        repeated.allWere(Outcome.DUPLICATE);
        assertThat(repeated.lines()).allMatch(line -> line.reason().contains(released.job()));
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void an_id_that_stands_twice_in_a_list_is_sent_once_and_names_its_line() {
        String id = Ids.plain(1).get(0);

        JobReport report = rehearsal.release("list.csv", List.of(id, id, id));

        assertThat(report.lines())
                .extracting(ReportLine::outcome)
                .containsExactly("RELEASED", "DUPLICATE", "DUPLICATE");
        assertThat(report.lines().get(1).reason()).contains("2");
        rehearsal.checkReleasedOnce(List.of(id));
    }

    @Test
    void a_dead_letter_dropped_again_is_tried_again() throws Exception {
        List<String> ids = List.of(SpecialId.FAILED_ONCE.id(), Ids.plain(1).get(0));
        JobReport first = rehearsal.release("list.csv", ids);
        assertThat(first.outcomes()).containsOnlyKeys("FAILED", "RELEASED");

        rehearsal.folder().drop("mended.csv", Files.readAllBytes(first.deadLetter()));

        JobReport second = rehearsal.folder().awaitReport("mended.csv");
        assertThat(second.allWere(Outcome.RELEASED).rows()).isOne();
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void an_id_that_needed_a_person_is_tried_again_and_its_neighbours_are_duplicates() {
        List<String> ids = List.of(SpecialId.FAILED_ONCE.id(), Ids.plain(1).get(0));
        rehearsal.release("first.csv", ids);

        JobReport second = rehearsal.release("second.csv", ids);

        assertThat(second.row(ids.get(0)).outcome()).isEqualTo("RELEASED");
        assertThat(second.row(ids.get(1)).outcome()).isEqualTo("DUPLICATE");
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void without_dedupe_every_row_is_sent() throws Exception {
        rehearsal.stop();
        rehearsal.with("reprieve.dedupe", "off").start();
        String id = Ids.plain(1).get(0);

        rehearsal.release("list.csv", List.of(id, id)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().timesReleased(id)).isEqualTo(2);
    }

    @Test
    void with_dedupe_in_the_list_an_earlier_job_does_not_count() throws Exception {
        rehearsal.stop();
        rehearsal.with("reprieve.dedupe", "list").start();
        List<String> ids = Ids.plain(3);
        rehearsal.release("first.csv", ids);

        rehearsal.release("second.csv", ids).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().timesReleased(ids.get(0))).isEqualTo(2);
    }
}
