package io.reprieve.ledger;

import static io.reprieve.domain.Outcome.DUPLICATE;
import static io.reprieve.domain.Outcome.INVALID;
import static io.reprieve.domain.Outcome.RELEASED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.TestClock;
import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Row;
import io.reprieve.domain.SettledRow;
import io.reprieve.domain.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
    private static final SeenSizes SMALL = new SeenSizes(100, 500, 2000, 64, 3, 1000);

    @TempDir Path folder;

    private final TestClock clock = new TestClock();
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder.resolve("0"), clock, SMALL);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_crash_before_the_commit_leaves_nothing_in_any_table(boolean prepared) throws Exception {
        Lists.accept(ledger, Lists.job("first"), Lists.entries(0, 9000));
        Lists.release(ledger, RELEASED);
        Map<String, Long> before = counts(folder.resolve("0"));
        Acceptance acceptance = ledger.accept(Lists.job("second"), Dedupe.LEDGER);
        Lists.add(acceptance, Lists.entries(5000, 25_000));
        if (prepared) {
            acceptance.prepare();
        }
        Path crashed = Lists.copy(folder.resolve("0"), folder.resolve("1"));

        try (Ledger next = Ledger.open(crashed, clock, SMALL)) {
            assertThat(next.jobs().find("second")).isEmpty();
            next.forgetUnfinished();
            assertThat(next.parts().recover()).isEmpty();
            assertThat(counts(crashed)).isEqualTo(before);
            Lists.accept(next, Lists.job("second"), Lists.entries(5000, 25_000));
            assertThat(Lists.release(next, RELEASED)).isEqualTo(21_000);
        }
        acceptance.close();
        assertThat(counts(folder.resolve("0"))).isEqualTo(before);
    }

    @Test
    void a_list_that_cannot_be_forgotten_now_is_forgotten_before_the_next_one() throws Exception {
        Map<String, Long> before = counts(folder.resolve("0"));
        Acceptance broken = ledger.accept(Lists.job("broken"), Dedupe.LEDGER);
        Lists.add(broken, Lists.entries(0, 9000));
        broken.prepare();
        execute("CREATE TRIGGER full BEFORE DELETE ON part BEGIN SELECT RAISE(FAIL, 'full'); END");

        broken.close();

        assertThatThrownBy(() -> ledger.accept(Lists.job("next"), Dedupe.LEDGER))
                .isInstanceOf(LedgerException.class);
        execute("DROP TRIGGER full");
        ledger.accept(Lists.job("next"), Dedupe.LEDGER).close();
        assertThat(counts(folder.resolve("0"))).isEqualTo(before);
    }

    private void execute(String sql) throws SQLException {
        Path file = folder.resolve("0").resolve(Ledger.FILE);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Long> counts(Path folder) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Ledger.FILE));
                Statement statement = connection.createStatement()) {
            for (String table :
                    List.of(
                            "job",
                            "chunk",
                            "part",
                            "tally",
                            "seen_run",
                            "seen_page",
                            "seen_recent",
                            "seen_state")) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    counts.put(table, rows.getLong(1));
                }
            }
        }
        return counts;
    }

    @Test
    void a_list_without_rows_is_complete_at_once() {
        long job = Lists.accept(ledger, Lists.job("empty"), List.of());

        assertThat(ledger.jobs().unreported()).extracting(Job::number).containsExactly(job);
        assertThat(Lists.rows(ledger, job)).isEmpty();
    }

    @Test
    void rows_that_are_no_ids_keep_their_words_and_their_places() {
        List<Row> entries =
                List.of(
                        new Row(2, "", "default", "an empty\tcell"),
                        new Row(5, "a", "default", null),
                        new Row(6, "4,00E+15", "second", "damaged\nby a spreadsheet"),
                        new Row(9, "a", "default", null));
        long job = Lists.accept(ledger, Lists.job("mixed"), entries);
        Lists.release(ledger, RELEASED);

        List<SettledRow> rows = Lists.rows(ledger, job);
        assertThat(rows).extracting(SettledRow::line).containsExactly(2L, 5L, 6L, 9L);
        assertThat(rows).extracting(SettledRow::id).containsExactly("", "a", "4,00E+15", "a");
        assertThat(rows)
                .extracting(row -> row.result().outcome())
                .containsExactly(INVALID, RELEASED, INVALID, DUPLICATE);
        assertThat(rows.get(0).result().reason()).isEqualTo("an empty cell");
        assertThat(rows.get(3).result().reason()).isEqualTo("the same id stands in line 5");
        assertThat(ledger.jobs().get(job).orElseThrow().accounts())
                .containsExactly("default", "second");
    }

    @Test
    void an_id_that_stands_in_the_list_thousands_of_times_is_sent_once() {
        List<String> ids = IntStream.range(0, 20_000).mapToObj(i -> "same-" + i % 3).toList();
        long job = Lists.accept(ledger, Lists.job("same"), Lists.entries(ids));

        assertThat(Lists.release(ledger, RELEASED)).isEqualTo(3);
        assertThat(Lists.rows(ledger, job).subList(3, 20_000))
                .allSatisfy(
                        row ->
                                assertThat(row.result().reason())
                                        .isEqualTo(
                                                "the same id stands in line "
                                                        + ((row.line() - 2) % 3 + 2)));
    }

    @Test
    void the_same_id_of_another_account_is_another_message() {
        Lists.accept(ledger, Lists.job("first"), List.of(new Row(1, "a", "default", null)));
        Lists.accept(ledger, Lists.job("second"), List.of(new Row(1, "a", "other", null)));

        assertThat(ledger.parts().nextDue("default")).isPresent();
        assertThat(ledger.parts().nextDue("other")).isPresent();
    }

    @Test
    void odd_ids_come_back_as_they_came() {
        List<String> odd = List.of("x\u0000y", "x", "\uD83D\uDE00", "\u2028", " a\tb\r", "");
        long job = Lists.accept(ledger, Lists.job("odd"), Lists.entries(odd));
        Lists.release(ledger, RELEASED);

        assertThat(Lists.rows(ledger, job)).extracting(SettledRow::id).isEqualTo(odd);
        assertThat(Lists.outcomes(ledger, job)).containsOnly(RELEASED);
    }

    @Test
    void without_deduplication_every_row_is_sent() {
        try (Acceptance acceptance = ledger.accept(Lists.job("off"), Dedupe.OFF)) {
            Lists.add(acceptance, Lists.entries(List.of("a", "b", "a", "a")));
            acceptance.commit();
        }

        assertThat(Lists.release(ledger, RELEASED)).isEqualTo(4);
    }

    @Test
    void after_a_failure_nothing_more_is_taken() {
        Acceptance acceptance = ledger.accept(Lists.job("list"), Dedupe.LEDGER);
        acceptance.add(acceptance.chunk(Lists.entries(0, 10)));
        acceptance.commit();

        assertThatThrownBy(() -> acceptance.add(acceptance.chunk(Lists.entries(10, 10))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(acceptance::commit).isInstanceOf(IllegalStateException.class);
        acceptance.close();
        assertThat(ledger.jobs().find("list")).isPresent();
    }

    @Test
    void an_answer_is_written_down_once() {
        Lists.accept(ledger, Lists.job("list"), Lists.entries(0, 3));
        var begun = Lists.begin(ledger, Batch.of(ledger)).orElseThrow();
        List<Verdict> verdicts = List.of(Lists.all(begun.parts().get(0), RELEASED));
        ledger.parts().settle(verdicts);

        assertThatThrownBy(() -> ledger.parts().settle(verdicts))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not under way");
        assertThat(ledger.jobs().find("list")).map(Job::settled).contains(3L);
    }

    @Test
    void an_id_is_found_in_the_jobs_that_hold_it_newest_first() throws IOException {
        Lists.accept(ledger, Lists.job("first"), Lists.entries(0, 300));
        Lists.release(ledger, RELEASED);
        Lists.accept(ledger, Lists.job("second"), Lists.entries(100, 50));

        assertThat(ledger.find("default", "id-120"))
                .extracting(Ledger.Found::job)
                .containsExactly("second", "first");
        assertThat(ledger.find("default", "id-20"))
                .extracting(found -> found.row().result().outcome())
                .containsExactly(RELEASED);
        assertThat(ledger.find("default", "unknown")).isEmpty();
    }

    /** The next call. */
    private static final class Batch {
        static io.reprieve.domain.Batch of(Ledger ledger) {
            Claim claim = ledger.parts().claim(Lists.ACCOUNT, 1000, 1000);
            return new io.reprieve.domain.Batch(Lists.ACCOUNT, claim.filling());
        }
    }
}
