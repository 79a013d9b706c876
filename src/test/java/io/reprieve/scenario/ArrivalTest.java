package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dropped file is read at once, and believed once it was left unchanged for long enough. */
class ArrivalTest {
    private static final Duration MIN_AGE = Duration.ofSeconds(2);

    @TempDir Path data;
    private final LeapingClock clock = LeapingClock.standing();
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .with("reprieve.intake.files.min-age", "2s")
                        .at(clock);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 17})
    void a_list_that_goes_on_after_it_was_read_is_taken_once_and_whole(int cut) throws Exception {
        rehearsal.start();
        List<String> ids = Ids.plain(0, 3);
        String text = Ids.csv(ids);
        int begun = text.length() - cut;
        rehearsal.folder().drop("list.csv", text.substring(0, begun));
        await().until(this::isBeingAccepted);
        String rest = cut == 0 ? Ids.plain(3, 1).get(0) + "\n" : text.substring(begun);
        append(rest);

        JobReport report = leapUntilReport();

        assertThat(report.allWere(Outcome.RELEASED).rows()).isEqualTo(cut == 0 ? 4 : 3);
        rehearsal.checkReleasedOnce(cut == 0 ? Ids.plain(0, 4) : ids);
        assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(report.rows());
    }

    @Test
    void half_a_list_that_makes_no_sense_yet_is_not_rejected() throws Exception {
        rehearsal.start();
        List<String> ids = Ids.plain(0, 2);
        rehearsal.folder().drop("list.csv", "[\"" + ids.get(0) + "\",");
        await().until(this::isBeingAccepted);
        append("\"" + ids.get(1) + "\"]");

        JobReport report = leapUntilReport();

        assertThat(report.allWere(Outcome.RELEASED).rows()).isEqualTo(2);
        assertThat(data.resolve("rejected")).isEmptyDirectory();
    }

    @Test
    void a_list_that_makes_no_sense_is_rejected_only_once_it_is_old_enough() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("list.csv", "[\"" + Ids.plain(0, 1).get(0) + "\",");
        await().until(this::isBeingAccepted);
        assertThat(data.resolve("rejected")).isEmptyDirectory();

        clock.leap(MIN_AGE);

        assertThat(rehearsal.folder().awaitReason("list.csv")).isNotBlank();
    }

    @Test
    void a_list_that_is_taken_away_while_it_is_read_is_nobodys_trouble() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("list.csv", Ids.plain(0, 3));
        await().until(this::isBeingAccepted);
        Files.delete(data.resolve("inbox/list.csv"));
        clock.leap(MIN_AGE);

        await().until(() -> !isBeingAccepted());
        rehearsal.folder().drop("other.csv", Ids.plain(3, 3));
        await().until(this::isBeingAccepted);
        clock.leap(MIN_AGE);
        rehearsal.folder().awaitReport("other.csv").allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(3);
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_list_waiting() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("list.csv", Ids.plain(0, 3));
        await().until(this::isBeingAccepted);

        clock.leap(Duration.ofHours(-1));

        leapUntilReport().allWere(Outcome.RELEASED);
    }

    @Test
    void a_list_that_is_not_old_enough_when_the_service_ends_stays_for_the_next_start()
            throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("list.csv", Ids.plain(0, 3));
        await().until(this::isBeingAccepted);
        rehearsal.stop();
        assertThat(data.resolve("inbox/list.csv")).exists();

        clock.leap(MIN_AGE.multipliedBy(2));
        rehearsal.start();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        assertThat(rehearsal.folder().reports()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.csv", "default/list.csv"})
    void a_list_is_taken_at_once_however_rarely_the_inbox_is_polled(String name) throws Exception {
        rehearsal.with("reprieve.intake.files.delay", "1h").start();
        // The first look is made at the start; the list comes after it.
        rehearsal.folder().drop("first.csv", Ids.plain(0, 1));
        await().until(this::isBeingAccepted);
        clock.leap(MIN_AGE);
        rehearsal.folder().awaitReport("first.csv");

        rehearsal.folder().drop(name, Ids.plain(1, 3));
        await().until(this::isBeingAccepted);
        clock.leap(MIN_AGE);

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
    }

    private JobReport leapUntilReport() {
        await().until(
                        () -> {
                            clock.leap(MIN_AGE);
                            return !rehearsal.folder().files("reports", "summary.json").isEmpty();
                        });
        return rehearsal.folder().awaitReport("list.csv");
    }

    private void append(String text) throws IOException {
        Files.write(
                data.resolve("inbox/list.csv"), text.getBytes(UTF_8), StandardOpenOption.APPEND);
    }

    /** A list that is read, and does not count yet. */
    private boolean isBeingAccepted() throws SQLException {
        String file = "jdbc:sqlite:" + data.resolve("ledger/reprieve.db");
        String sql = "SELECT count(*) FROM job WHERE state='ACCEPTING'";
        try (Connection reader = DriverManager.getConnection(file);
                Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getInt(1) > 0;
        }
    }
}
