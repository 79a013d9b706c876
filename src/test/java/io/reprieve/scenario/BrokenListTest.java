package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list that breaks while it is read ends its own job: the door goes on with others. */
class BrokenListTest {
    /** So many that more is read ahead than fits, when the first of them are in the ledger. */
    private static final int LONG = 60_000;

    private static final List<String> OTHER = Ids.plain(LONG, 5);

    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal = Rehearsal.start(data);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    /** What happens to the file while it is read. */
    enum Break {
        CUT {
            @Override
            void happen(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(1000);
                }
            }
        },
        DELETED {
            @Override
            void happen(Path file) throws IOException {
                Files.delete(file);
            }
        },
        REPLACED {
            @Override
            void happen(Path file) throws IOException {
                Path aside = Files.writeString(file.resolveSibling("aside.tmp"), Ids.csv(OTHER));
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        COPIED_AGAIN {
            @Override
            void happen(Path file) throws IOException {
                Files.writeString(file, Ids.csv(OTHER));
            }
        },
        GROWING {
            @Override
            void happen(Path file) throws IOException {
                Files.write(file, Ids.csv(OTHER).getBytes(UTF_8), StandardOpenOption.APPEND);
            }
        };

        abstract void happen(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void a_list_that_breaks_while_it_is_read_stops_no_other(Break how) throws Exception {
        rehearsal.folder().drop("long.csv", Ids.plain(LONG));
        await().until(this::isBeingRead);

        how.happen(rehearsal.folder().inbox().resolve("long.csv"));

        rehearsal.release("other.csv", Ids.plain(100_000, 5)).allWere(Outcome.RELEASED);
    }

    @Test
    void a_full_disk_while_a_long_list_is_accepted_is_told_and_ends_by_itself() throws Exception {
        inLedger(
                "CREATE TRIGGER full BEFORE INSERT ON chunk WHEN (SELECT max(number) FROM chunk) > 20"
                        + " BEGIN SELECT RAISE(ABORT, 'full'); END");
        try (Told told = Told.begin()) {
            List<String> ids = Ids.plain(LONG);
            rehearsal.folder().drop("long.csv", ids);
            told.awaitLine("long.csv stays");

            inLedger("DROP TRIGGER full");

            rehearsal.folder().awaitReport("long.csv").allWere(Outcome.RELEASED);
            assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(ids.size());
        }
    }

    private boolean isBeingRead() throws SQLException {
        return inLedger(
                statement -> {
                    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM chunk")) {
                        return rows.getInt(1) > 0;
                    }
                });
    }

    private void inLedger(String sql) throws SQLException {
        inLedger(statement -> statement.execute(sql));
    }

    private <T> T inLedger(Work<T> work) throws SQLException {
        String file = "jdbc:sqlite:" + data.resolve("ledger/reprieve.db");
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            return work.in(statement);
        }
    }

    private interface Work<T> {
        T in(Statement statement) throws SQLException;
    }
}
