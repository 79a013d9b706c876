package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reprieve.app.StartException;
import io.reprieve.domain.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A disk that does not take what is written: nothing is lost, and it goes on by itself. */
class DiskTroubleTest {
    private static final List<String> IDS = Ids.plain(300);

    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void start() throws Exception {
        rehearsal = Rehearsal.start(data);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_report_that_cannot_be_written_is_written_later() throws Exception {
        block("reports");
        rehearsal.folder().drop("list.csv", IDS);
        await().until(() -> rehearsal.cloudflare().messagesReleased() == IDS.size());
        await().until(() -> rehearsal.reprieve().ledger().jobs().unreported().size() == 1);

        unblock("reports");

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void a_dead_letter_that_cannot_be_written_keeps_the_report_back() throws Exception {
        block("dead-letter");
        rehearsal.folder().drop("list.csv", List.of("not an id!"));
        await().until(() -> rehearsal.reprieve().ledger().jobs().unreported().size() == 1);
        assertThat(rehearsal.folder().reports()).isEmpty();

        unblock("dead-letter");

        assertThat(rehearsal.folder().awaitReport("list.csv").deadLetters()).hasSize(1);
    }

    @Test
    void a_list_that_cannot_be_moved_away_is_not_taken_twice() throws Exception {
        block("done");
        rehearsal.folder().drop("list.csv", IDS);
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.folder().drop("other.csv", Ids.plain(300, 5));
        rehearsal.folder().awaitReport("other.csv").allWere(Outcome.RELEASED);

        unblock("done");

        await().untilAsserted(() -> assertThat(data.resolve("inbox")).isEmptyDirectory());
        assertThat(rehearsal.folder().files("done", "list.csv")).hasSize(1);
        assertThat(rehearsal.folder().reports()).hasSize(2);
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void a_list_that_cannot_be_moved_away_is_not_taken_twice_over_a_restart() throws Exception {
        block("done");
        rehearsal.folder().drop("list.csv", IDS);
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.stop();
        unblock("done");
        rehearsal.start();

        await().untilAsserted(() -> assertThat(data.resolve("inbox")).isEmptyDirectory());
        assertThat(rehearsal.folder().reports()).hasSize(1);
    }

    @Test
    void a_list_that_cannot_be_moved_away_is_spoken_of_and_does_not_keep_the_door_busy()
            throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger troubles = (Logger) LoggerFactory.getLogger("reprieve.trouble");
        troubles.addAppender(log);
        block("done");
        var taken =
                new NotifyBuilder(rehearsal.reprieve().context())
                        .fromRoute("intake-files")
                        .whenDone(30)
                        .create();
        rehearsal.folder().drop("list.csv", IDS);
        rehearsal.folder().awaitReport("list.csv");

        await().until(() -> !log.list.isEmpty());

        assertThat(taken.matches(2, TimeUnit.SECONDS)).isFalse();
        troubles.detachAppender(log);
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains("list.csv").contains("done");
        unblock("done");
    }

    /** What a ledger that cannot grow does, at the moment that matters most. */
    @Test
    void a_call_that_waited_for_the_ledger_is_made_and_judged_by_its_own_answer() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger troubles = (Logger) LoggerFactory.getLogger("reprieve.trouble");
        troubles.addAppender(log);
        inLedger(
                "CREATE TRIGGER full BEFORE UPDATE ON part WHEN NEW.state='SENDING'"
                        + " BEGIN SELECT RAISE(ABORT, 'full'); END");
        rehearsal.folder().drop("list.csv", IDS);
        await().until(() -> !log.list.isEmpty());
        troubles.detachAppender(log);

        inLedger("DROP TRIGGER full");

        JobReport report = rehearsal.folder().awaitReport("list.csv");
        report.allWere(Outcome.RELEASED);
        assertThat(report.lines()).allSatisfy(line -> assertThat(line.reason()).isEmpty());
        assertThat(rehearsal.cloudflare().callCount())
                .isEqualTo(rehearsal.cloudflare().releaseCallCount());
        rehearsal.checkReleasedOnce(IDS);
    }

    private void inLedger(String sql) throws Exception {
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:" + data.resolve("ledger/reprieve.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute(sql);
        }
    }

    @Test
    void an_inbox_that_is_deleted_under_way_works_again_once_it_is_back() throws Exception {
        Files.delete(data.resolve("inbox"));
        rehearsal.release("list.csv", IDS).allWere(Outcome.RELEASED);
    }

    @Test
    void a_folder_that_cannot_be_made_is_named_at_the_start() throws Exception {
        rehearsal.stop();
        block("reports");

        assertThatThrownBy(() -> rehearsal.start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("reports")
                .hasMessageContaining("reprieve.data.dir");
    }

    @Test
    void a_damaged_ledger_is_refused_in_words_and_left_as_it_is() throws Exception {
        rehearsal.stop();
        Path ledger = data.resolve("ledger/reprieve.db");
        byte[] damaged = Files.readAllBytes(ledger);
        for (int i = 0; i < 512; i++) {
            damaged[i] = (byte) i;
        }
        Files.write(ledger, damaged);

        assertThatThrownBy(() -> rehearsal.start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("reprieve.db");
        assertThat(ledger).hasBinaryContent(damaged);
    }

    /** A file where the folder should be refuses every write, for whatever user. */
    private void block(String folder) throws Exception {
        Files.move(data.resolve(folder), data.resolve(folder + ".away"));
        Files.writeString(data.resolve(folder), "in the way");
    }

    private void unblock(String folder) throws Exception {
        Files.delete(data.resolve(folder));
        Files.move(data.resolve(folder + ".away"), data.resolve(folder));
    }
}
