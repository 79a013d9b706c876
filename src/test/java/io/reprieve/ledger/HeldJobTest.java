package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Row;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A held list counts, but is due for nothing, known by nothing, and holds nobody up. */
class HeldJobTest {
    private static final int ROWS = 2_500;

    @TempDir Path folder;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void nothing_of_a_held_job_is_due_and_a_restart_forgets_nothing_of_it() {
        long number = held("long", ROWS);
        ledger.close();
        open();
        ledger.forgetUnfinished();
        ledger.parts().recover();

        Job job = ledger.jobs().get(number).orElseThrow();
        assertThat(job.isHeld()).isTrue();
        assertThat(job.rows()).isEqualTo(ROWS);
        assertThat(job.heldBecause()).isEqualTo("too long");
        assertThat(ledger.parts().nextDue("default")).isEmpty();
        assertThat(ledger.letGo(Dedupe.LEDGER)).isEmpty();
    }

    @Test
    void approved_and_let_go_every_row_is_due_once_however_often_it_is_said() {
        long number = held("long", ROWS);

        assertThat(ledger.jobs().approve(number, "alice")).isTrue();
        assertThat(ledger.jobs().approve(number, "bob")).isFalse();
        assertThat(ledger.letGo(Dedupe.LEDGER)).extracting(Job::approvedBy).containsOnly("alice");
        assertThat(ledger.letGo(Dedupe.LEDGER)).isEmpty();
        assertThat(ledger.jobs().approve(number, "bob")).isFalse();

        assertThat(claimed()).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(ledger.jobs().get(number).orElseThrow().state()).isEqualTo("RUNNING");
    }

    @Test
    void an_approval_outlasts_a_restart_that_comes_before_it_is_carried_out() {
        long number = held("long", ROWS);
        ledger.jobs().approve(number, "alice");
        ledger.close();
        open();
        ledger.forgetUnfinished();

        assertThat(ledger.letGo(Dedupe.LEDGER)).extracting(Job::number).containsExactly(number);
        assertThat(claimed()).hasSize(ROWS);
    }

    @Test
    void a_later_list_with_the_same_ids_waits_for_no_held_one() {
        held("long", ROWS);
        accept("short", 0, 10, null);

        assertThat(claimed()).hasSize(10);
    }

    @Test
    void let_go_its_rows_wait_for_those_of_a_list_that_came_meanwhile() {
        long number = held("long", ROWS);
        accept("short", 0, 10, null);
        ledger.jobs().approve(number, "alice");
        ledger.letGo(Dedupe.LEDGER);

        assertThat(claimed()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void a_list_that_comes_after_the_approval_waits_for_the_approved_one() {
        long number = held("long", ROWS);
        ledger.jobs().approve(number, "alice");
        ledger.letGo(Dedupe.LEDGER);
        accept("short", 0, 10, null);

        assertThat(claimed()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void cancelled_every_row_has_that_outcome_and_the_job_is_complete() {
        long number = held("long", ROWS);
        ledger.jobs().approve(number, "alice");

        assertThat(ledger.jobs().cancel(number, "bob")).isTrue();

        Job job = ledger.jobs().get(number).orElseThrow();
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.outcomes()).containsOnly(java.util.Map.entry(Outcome.CANCELLED, 2_500L));
        assertThat(job.cancelledBy()).isEqualTo("bob");
        assertThat(job.approvedBy()).isNull();
        assertThat(ledger.letGo(Dedupe.LEDGER)).isEmpty();
        assertThat(ledger.jobs().unreported()).extracting(Job::number).containsExactly(number);
        assertThat(claimed()).isEmpty();
    }

    @Test
    void an_id_of_a_held_list_is_found_where_it_waits() {
        held("long", ROWS);

        assertThat(ledger.find("default", "id-1500"))
                .extracting(Ledger.Found::job, Ledger.Found::line, Ledger.Found::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("long", 1501L, "HELD"));
        assertThat(ledger.find("other", "id-1500")).isEmpty();
        assertThat(ledger.find("default", "id-15")).hasSize(1);
        assertThat(ledger.find("default", "d-15")).isEmpty();
    }

    @Test
    void a_door_is_known_once_a_list_of_it_was_let_through() {
        assertThat(ledger.jobs().isKnownDoor("files")).isFalse();
        long first = held("first", 3);
        assertThat(ledger.jobs().isKnownDoor("files")).isFalse();
        ledger.jobs().cancel(first, "bob");
        assertThat(ledger.jobs().isKnownDoor("files")).isFalse();
        long second = held("second", 3);
        ledger.jobs().approve(second, "alice");
        assertThat(ledger.jobs().isKnownDoor("files")).isTrue();
        assertThat(ledger.jobs().isKnownDoor("jms")).isFalse();
    }

    @Test
    void a_list_so_long_that_it_was_spilled_leaves_nothing_in_the_index_while_it_is_held() {
        ledger.close();
        ledger = Ledger.open(folder, Clock.systemUTC(), new SeenSizes(64, 256, 512, 16, 4, 512));
        long number = held("long", ROWS);
        accept("same", 0, 700, null);
        ledger.jobs().approve(number, "alice");
        ledger.letGo(Dedupe.LEDGER);

        assertThat(claimed()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void while_it_is_let_go_others_are_accepted_and_the_index_is_put_in_order() throws Exception {
        ledger.close();
        ledger = Ledger.open(folder, Clock.systemUTC(), new SeenSizes(64, 256, 512, 16, 4, 512));
        long number = held("long", 10 * ROWS);
        accept("before", 100, 700, null);
        ledger.jobs().approve(number, "alice");

        CompletableFuture<List<Job>> letGo =
                CompletableFuture.supplyAsync(() -> ledger.letGo(Dedupe.LEDGER));
        int lists = 0;
        do {
            ledger.tidy();
            accept("meanwhile-" + lists, 1_000 + 100 * lists, 150, null);
            lists++;
        } while (!letGo.isDone() && lists < 200);

        assertThat(letGo.get(60, TimeUnit.SECONDS)).hasSize(1);
        while (ledger.tidy()) {
            assertThat(ledger.jobs().held()).isEmpty();
        }
        accept("same", 0, 10 * ROWS, null);
        assertThat(claimed()).hasSize(10 * ROWS).doesNotHaveDuplicates();
    }

    @Test
    void a_long_list_of_nothing_but_repeats_is_let_go_with_every_row_told_once() {
        ledger.close();
        ledger = Ledger.open(folder, Clock.systemUTC(), new SeenSizes(64, 256, 512, 16, 4, 512));
        long number = held("long", ROWS);
        accept("same", 0, ROWS, null);
        ledger.jobs().approve(number, "alice");
        ledger.letGo(Dedupe.LEDGER);

        assertThat(claimed()).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(ledger.jobs().cancel(number, "bob")).isTrue();
        assertThat(ledger.jobs().get(number).orElseThrow().settled()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 40, 80, 160})
    void broken_off_at_any_moment_it_is_let_go_whole_at_the_next_start(int milliseconds)
            throws Exception {
        SeenSizes small = new SeenSizes(64, 256, 512, 16, 4, 512);
        ledger.close();
        ledger = Ledger.open(folder, Clock.systemUTC(), small);
        long number = held("long", 10 * ROWS);
        accept("short", 100, 700, null);
        ledger.jobs().approve(number, "alice");

        Ledger first = ledger;
        CompletableFuture<Void> letGo =
                CompletableFuture.runAsync(() -> first.letGo(Dedupe.LEDGER));
        LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
        first.close();
        letGo.handle((done, failure) -> done).get(60, TimeUnit.SECONDS);
        ledger = Ledger.open(folder, Clock.systemUTC(), small);
        ledger.forgetUnfinished();
        ledger.parts().recover();
        ledger.letGo(Dedupe.LEDGER);
        while (ledger.tidy()) {
            assertThat(ledger.jobs().held()).isEmpty();
        }

        assertThat(claimed()).hasSize(10 * ROWS).doesNotHaveDuplicates();
        assertThat(spilledRuns()).isZero();
    }

    private int spilledRuns() throws Exception {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Ledger.FILE));
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT count(*) FROM seen_run WHERE age IS NULL")) {
            return rows.getInt(1);
        }
    }

    private long held(String name, int rows) {
        return accept(name, 0, rows, "too long");
    }

    private long accept(String name, int from, int rows, String why) {
        NewJob job =
                new NewJob(
                        name,
                        name + ".csv",
                        () -> "00",
                        null,
                        null,
                        null,
                        "files",
                        null,
                        Instant.now(),
                        false);
        try (Acceptance list = ledger.accept(job, Dedupe.LEDGER)) {
            List<Row> chunk = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                chunk.add(new Row(i + 1, "id-" + (from + i), "default", null));
                if (chunk.size() == Acceptance.CHUNK || i == rows - 1) {
                    list.add(list.chunk(chunk));
                    chunk.clear();
                }
            }
            return why == null ? list.commit() : list.hold(why);
        }
    }

    /** Every id that may be sent now. */
    private List<String> claimed() {
        List<String> ids = new ArrayList<>();
        for (Claim claim = next(); !claim.isEmpty(); claim = next()) {
            if (claim.call() != null) {
                ids.addAll(claim.call().ids());
            }
            claim.filling().forEach(part -> ids.addAll(part.ids()));
        }
        return ids;
    }

    private Claim next() {
        return ledger.parts().claim("default", 1000, 1000);
    }
}
