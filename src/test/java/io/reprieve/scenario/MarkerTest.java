package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that wait for a marker beside them. */
class MarkerTest {
    @TempDir Path data;
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_list_is_taken_with_its_own_marker_whatever_its_name() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.intake.files.done-file", "${file:name}.ok");
        rehearsal.folder().drop("waits.csv", Ids.plain(2));
        rehearsal.folder().drop("${x}.csv", Ids.plain(2, 2));
        rehearsal.folder().drop("list.csv", Ids.plain(4, 2));
        rehearsal.folder().drop("${x}.csv.ok", "");
        rehearsal.folder().drop("list.csv.ok", "");

        rehearsal.folder().awaitReport("${x}.csv").allWere(Outcome.RELEASED);
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);

        await().untilAsserted(() -> assertThat(left()).containsExactly("waits.csv"));
    }

    @Test
    void a_marker_for_all_lists_goes_with_the_last_of_them() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.intake.files.done-file", "ready");
        rehearsal.folder().drop("a.csv", Ids.plain(2));
        rehearsal.folder().drop("b.csv", Ids.plain(2, 2));
        rehearsal.folder().drop("ready", "");

        rehearsal.folder().awaitReport("a.csv").allWere(Outcome.RELEASED);
        rehearsal.folder().awaitReport("b.csv").allWere(Outcome.RELEASED);

        await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    private List<String> left() {
        return List.of(rehearsal.folder().inbox().toFile().list());
    }
}
