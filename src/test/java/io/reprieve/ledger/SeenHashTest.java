package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an id is known by. */
class SeenHashTest {
    /** Undoes what later versions have changed, so that a ledger is as the one of before was. */
    private static final List<String> BACK_TO_VERSION_2 =
            List.of(
                    "DROP INDEX delivery_once",
                    "ALTER TABLE delivery DROP COLUMN place",
                    "CREATE UNIQUE INDEX delivery_once ON delivery (job, way) WHERE job IS NOT NULL",
                    "ALTER TABLE part DROP COLUMN accused_at",
                    "ALTER TABLE account DROP COLUMN slow_size",
                    "ALTER TABLE account DROP COLUMN slow_until",
                    "ALTER TABLE account DROP COLUMN slow_tries",
                    "ALTER TABLE account DROP COLUMN pause_words",
                    "ALTER TABLE account ADD COLUMN hold_kind TEXT",
                    "ALTER TABLE account ADD COLUMN hold_words TEXT",
                    "ALTER TABLE account ADD COLUMN hold_since INTEGER",
                    "ALTER TABLE account ADD COLUMN probe_at INTEGER",
                    "ALTER TABLE account ADD COLUMN probes INTEGER",
                    "ALTER TABLE account ADD COLUMN troubles INTEGER NOT NULL DEFAULT 0",
                    "DROP TABLE hold",
                    "ALTER TABLE part DROP COLUMN open_until",
                    "ALTER TABLE seen_state DROP COLUMN hash",
                    "PRAGMA user_version=2");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "SHA_256, f9071384d48d066f, 68dd82a04d2220ef",
        "MURMUR3, e40d4f06160835e1, 5014618467203fef",
    })
    void the_key_of_an_id_never_changes(SeenHash hash, String hi, String lo) {
        SeenKey key = new SeenKey(hash).of("default", "4Njp3P0STMz2c02Q");

        assertThat(Long.toHexString(key.hi())).isEqualTo(hi);
        assertThat(Long.toHexString(key.lo())).isEqualTo(lo);
    }

    @ParameterizedTest
    @EnumSource
    void accounts_and_ids_are_told_apart_whatever_was_asked_before(SeenHash hash) {
        SeenKey key = new SeenKey(hash);
        List<String> keys =
                List.of(
                        text(key.of("a", "bc")),
                        text(key.of("ab", "c")),
                        text(key.of("a", "b".repeat(1000))),
                        text(key.of("a", "c")),
                        text(key.of("", "abc")));

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(text(new SeenKey(hash).of("ab", "c"))).isEqualTo(keys.get(1));
        assertThat(text(key.of("a", "bc"))).isEqualTo(keys.get(0));
    }

    @Test
    void a_ledger_of_before_finds_the_ids_it_knows() throws SQLException {
        Ledger.open(folder, new TestClock()).close();
        run("UPDATE seen_state SET hash='SHA_256'");
        release(Lists.entries(0, 3000));
        for (String statement : BACK_TO_VERSION_2) {
            run(statement);
        }

        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            assertThat(ledger.find(Lists.ACCOUNT, Lists.entries(7, 1).get(0).id())).hasSize(1);
            long job = Lists.accept(ledger, Lists.job("again"), Lists.entries(0, 3000));
            assertThat(ledger.jobs().get(job).orElseThrow().settled()).isEqualTo(3000);
        }
    }

    private static String text(SeenKey key) {
        return key.hi() + " " + key.lo();
    }

    private void release(List<Row> entries) {
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            Lists.accept(ledger, Lists.job("first"), entries);
            Lists.release(ledger, Outcome.RELEASED);
        }
    }

    private void run(String sql) throws SQLException {
        String file = "jdbc:sqlite:" + folder.resolve(Ledger.FILE);
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
