package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results go back to the server that a list came from, or to another. */
class SftpDeliveryTest {
    private static final String LIST = "id\n4711\n" + Ids.plain(1).get(0) + "\n";

    @TempDir Path folder;
    private Partner partner;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        partner = Partner.start(Files.createDirectories(folder.resolve("partner")));
        rehearsal = Rehearsal.prepare(folder.resolve("data"), Rehearsal.cloudflareWithoutLimit());
    }

    @AfterEach
    void stop() throws Exception {
        rehearsal.close();
        partner.close();
    }

    @Test
    void report_dead_letter_and_summary_arrive_whole_under_the_name_of_the_job() throws Exception {
        partner.put("list.csv", LIST);
        start("deliver", "out/results");

        JobReport report = rehearsal.folder().awaitReport("list.csv");

        awaitResults(report, partner.files().resolve("out/results"), 3);
    }

    @Test
    void a_job_without_dead_letter_brings_two_files_and_other_jobs_bring_none() throws Exception {
        start("deliver", "out");
        rehearsal.release("local.csv", Ids.plain(2));
        partner.put("list.csv", Ids.plain(2, 2));

        JobReport report = rehearsal.folder().awaitReport("list.csv");

        awaitResults(report, partner.files().resolve("out"), 2);
    }

    @Test
    void results_for_a_server_that_is_away_arrive_once_it_is_back() throws Exception {
        Partner other = Partner.start(Files.createDirectories(folder.resolve("other")));
        rehearsal.with(other.settings("other", "enabled", "false", "deliver", "/results"));
        other.stop();
        partner.put("list.csv", LIST);
        start("deliver-to", "other");
        JobReport report = rehearsal.folder().awaitReport("list.csv");
        await().until(
                        () ->
                                rehearsal.reprieve().ledger().deliveries().waiting(9).stream()
                                        .anyMatch(one -> one.attempts() > 0));
        assertThat(rehearsal.reprieve().ledger().deliveries().waiting(9).get(0).trouble())
                .contains("nobody answers at");

        other.start();

        awaitResults(report, other.files().resolve("results"), 3);
        other.close();
    }

    @ParameterizedTest
    @CsvSource({"auto, true", "auto, false", "marker, true", "plain, true", "plain, false"})
    void results_arrive_where_files_may_not_be_renamed(String mode, boolean isForbidden)
            throws Exception {
        if (isForbidden) {
            partner.forbid(Partner.Forbidden.RENAMING);
        }
        partner.put("list.csv", LIST);
        start("deliver", "out", "deliver-mode", mode, "after", "delete");
        JobReport report = rehearsal.folder().awaitReport("list.csv");

        Path results = partner.files().resolve("out");
        boolean isMarked = isForbidden && !mode.equals("plain");
        String marker = report.job() + ".done";
        await().until(() -> Partner.names(results).contains(marker) == isMarked);
        if (isMarked) {
            assertThat(results.resolve(marker)).isEmptyFile();
            Files.delete(results.resolve(marker));
        }
        awaitResults(report, results, 3);
        await().until(() -> rehearsal.reprieve().ledger().deliveries().waiting(9).isEmpty());
    }

    @Test
    void a_server_that_must_rename_and_may_not_is_told_of() throws Exception {
        partner.forbid(Partner.Forbidden.RENAMING);
        partner.put("list.csv", LIST);
        start("deliver", "out", "deliver-mode", "rename", "after", "delete");

        await().until(
                        () ->
                                rehearsal.reprieve().ledger().deliveries().waiting(9).stream()
                                        .anyMatch(one -> one.attempts() > 1));
        assertThat(rehearsal.reprieve().ledger().deliveries().waiting(9).get(0).trouble())
                .contains("rename", "reprieve.intake.sftp.partner.deliver-mode");
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, is full",
        "Disk quota exceeded, is full",
        "Failure, does not say why"
    })
    void what_a_server_says_of_a_full_disk_is_told_until_there_is_room(String said, String words)
            throws Exception {
        partner.failWriting(said);
        partner.put("list.csv", LIST);
        start("deliver", "out");
        JobReport report = rehearsal.folder().awaitReport("list.csv");
        await().untilAsserted(
                        () ->
                                assertThat(rehearsal.reprieve().ledger().deliveries().waiting(9))
                                        .anyMatch(
                                                one ->
                                                        one.trouble() != null
                                                                && one.trouble().contains(words)));

        partner.failWriting(null);

        awaitResults(report, partner.files().resolve("out"), 3);
    }

    @ParameterizedTest
    @CsvSource({"rename, false", "rename, true", "plain, true"})
    void what_an_earlier_attempt_has_left_is_replaced_by_the_same_bytes(
            String mode, boolean isStrict) throws Exception {
        Path results = Files.createDirectories(partner.files().resolve("out"));
        partner.put("list.csv", LIST);
        partner.stop();
        start("deliver", "out", "deliver-mode", mode);
        partner.start();
        if (isStrict) {
            partner.forbid(Partner.Forbidden.OVERWRITING);
        }
        JobReport report = rehearsal.folder().awaitReport("list.csv");
        awaitResults(report, results, 3);
        rehearsal.stop();
        String hidden = mode.equals("rename") ? "." : "";
        Files.writeString(results.resolve(hidden + report.job() + "-report.csv"), "half");
        Files.writeString(results.resolve(report.job() + "-summary.json"), "old");

        askAgain();
        rehearsal.start();

        awaitResults(report, results, 3);
    }

    /** As after a crash between the upload and its note in the ledger. */
    private void askAgain() throws Exception {
        Path ledger = rehearsal.folder().path().resolve("ledger/reprieve.db");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE delivery SET ended_at=NULL")).isOne();
        }
    }

    private static void awaitResults(JobReport report, Path results, int count) {
        String job = report.job();
        await().untilAsserted(
                        () -> {
                            List<String> names = Partner.names(results);
                            assertThat(names).hasSize(count);
                            assertThat(names).contains(job + "-report.csv", job + "-summary.json");
                        });
        Path local = report.deadLetter().getParent().getParent();
        same(results.resolve(job + "-report.csv"), local.resolve("reports/" + job + "/report.csv"));
        same(
                results.resolve(job + "-summary.json"),
                local.resolve("reports/" + job + "/summary.json"));
        if (count == 3) {
            same(results.resolve(job + "-dead-letter.csv"), report.deadLetter());
        }
    }

    private static void same(Path one, Path other) {
        await().untilAsserted(() -> assertThat(one).hasSameBinaryContentAs(other));
    }

    private void start(String... settings) throws Exception {
        rehearsal.with(partner.settings("partner", settings)).start();
    }
}
