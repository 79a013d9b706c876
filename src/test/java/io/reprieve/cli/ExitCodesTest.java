package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.crash.Program;
import io.reprieve.practice.PracticeServer;
import io.reprieve.practice.SpecialId;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a script sees them: what goes in, what is printed, how they end. */
class ExitCodesTest {
    @TempDir Path folder;
    private Path data;
    private PracticeServer cloudflare;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        data = folder.resolve("data");
        cloudflare = PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
        settings = Program.quickSettings(data, cloudflare);
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void a_list_whose_messages_are_all_released_ends_with_0_and_once_more_too() throws Exception {
        Path list = list(Ids.plain(25));

        Program first = start("release", list.toString());
        assertThat(first.awaitExit()).as(first.output()).isZero();
        Program second = start("release", list.toString());
        assertThat(second.awaitExit()).as(second.output()).isZero();

        assertThat(first.output()).contains("25 RELEASED").contains("report.csv");
        assertThat(second.output()).contains("25 DUPLICATE");
        assertThat(list).exists();
        assertThat(cloudflare.messagesReleased()).isEqualTo(25);
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Test
    void a_list_that_leaves_a_dead_letter_ends_with_1_and_says_where_it_is() throws Exception {
        Path list = list(List.of(SpecialId.UNDELIVERED.id(), Ids.plain(1).get(0)));

        Program release = start("release", list.toString());

        assertThat(release.awaitExit()).as(release.output()).isEqualTo(1);
        JobReport report = new DataFolder(data).reports().get(0);
        assertThat(release.output())
                .contains("UNDELIVERED")
                .contains(report.deadLetter().toString());
    }

    @Test
    void a_list_from_standard_input_is_released() {
        Program release = start("release", "-").write(Ids.csv(Ids.plain(5)));

        assertThat(release.awaitExit()).as(release.output()).isZero();
        assertThat(release.output()).contains("5 RELEASED");
        assertThat(new DataFolder(data).reports().get(0).source()).isEqualTo("stdin");
    }

    @Test
    void a_dry_run_changes_nothing() throws Exception {
        Program release = start("release", "--dry-run", list(Ids.plain(5)).toString());

        assertThat(release.awaitExit()).as(release.output()).isZero();
        assertThat(release.output())
                .contains("Dry run")
                .contains("5 WOULD_RELEASE")
                .contains("5 rows, 5 calls");
        assertThat(cloudflare.releaseCallCount()).isZero();
        assertThat(cloudflare.callCount()).isEqualTo(5);
        JobReport report = new DataFolder(data).reports().get(0);
        assertThat(report.summary().path("calls").asInt()).isEqualTo(5);
    }

    @Test
    void wrong_settings_are_told_all_together_before_anything_is_touched() throws Exception {
        settings.put("reprieve.batch.max-size", "0");
        settings.put("reprieve.retry.first-delay", "soon");
        settings.put("reprieve.bach.linger", "1s");
        settings.put("reprieve.cloudflare.account-id", "mine");

        Program run = start("run");

        assertThat(run.awaitExit()).isEqualTo(2);
        assertThat(run.output())
                .contains("reprieve.batch.max-size")
                .contains("reprieve.retry.first-delay")
                .contains("reprieve.bach.linger")
                .contains("did you mean reprieve.batch.linger?")
                .contains("reprieve.cloudflare.account-id")
                .doesNotContain("Exception");
        assertThat(data).doesNotExist();
    }

    @Test
    void a_file_that_is_not_there_ends_with_2_and_is_named() {
        Program release = start("release", folder.resolve("missing.csv").toString());

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(release.output()).contains("missing.csv").doesNotContain("Exception");
    }

    @Test
    void a_list_that_cannot_be_read_ends_with_2_and_says_why() throws Exception {
        Path list = Files.writeString(folder.resolve("wrong.csv"), "Message ID\n<a@b.example>\n");

        Program release = start("release", list.toString());

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(release.output())
                .contains("Message ID")
                .contains("reprieve.intake.column")
                .doesNotContain("Exception");
    }

    @Test
    void a_refused_token_ends_with_3_and_keeps_the_list_for_the_next_start() throws Exception {
        settings.put("reprieve.cloudflare.api-token", "wrong-token");
        Program refused = start("release", list(Ids.plain(10)).toString());

        assertThat(refused.awaitExit()).as(refused.output()).isEqualTo(3);
        assertThat(refused.output())
                .contains("kept for the next start")
                .doesNotContain("wrong-token");
        assertThat(data.resolve("dead-letter")).isEmptyDirectory();
    }

    @Test
    void a_refused_token_of_a_named_account_ends_with_3_once_the_others_are_done()
            throws Exception {
        settings.put("reprieve.accounts.other.account-id", "f".repeat(32));
        settings.put("reprieve.accounts.other.api-token", "wrong-token");
        StringBuilder rows = new StringBuilder("id,account\n");
        Ids.plain(3).forEach(id -> rows.append(id).append(",other\n"));
        Ids.plain(10, 5).forEach(id -> rows.append(id).append(",\n"));
        Path list = Files.writeString(folder.resolve("list.csv"), rows);

        Program refused = start("release", list.toString());

        assertThat(refused.awaitExit()).as(refused.output()).isEqualTo(3);
        assertThat(refused.output())
                .contains("Account other: ")
                .contains("kept for the next start")
                .doesNotContain("wrong-token");
        assertThat(cloudflare.messagesReleased()).isEqualTo(5);
    }

    @Test
    void check_tells_a_good_token_from_a_bad_one() {
        Program good = start("check");
        assertThat(good.awaitExit()).as(good.output()).isZero();
        settings.put("reprieve.cloudflare.api-token", "wrong-token");
        Program bad = start("check");
        assertThat(bad.awaitExit()).as(bad.output()).isEqualTo(3);

        assertThat(good.output()).doesNotContain("BAD").doesNotContain(cloudflare.token());
        assertThat(bad.output()).contains("BAD").doesNotContain("wrong-token");
        assertThat(cloudflare.releaseCallCount()).isZero();
    }

    @Test
    void jobs_and_ids_can_be_asked_for_and_a_job_can_be_retried() throws Exception {
        String id = SpecialId.UNDELIVERED.id();
        assertThat(start("release", list(List.of(id)).toString()).awaitExit()).isEqualTo(1);
        JobReport report = new DataFolder(data).reports().get(0);

        Program status = start("status");
        assertThat(status.awaitExit()).isZero();
        Program job = start("status", report.job());
        assertThat(job.awaitExit()).isZero();
        Program find = start("find", id);
        assertThat(find.awaitExit()).isZero();
        Program retry = start("retry", report.job());
        assertThat(retry.awaitExit()).as(retry.output()).isZero();
        Program unknown = start("status", "20200101T000000Z-none-0000");
        assertThat(unknown.awaitExit()).isEqualTo(2);

        assertThat(status.output()).contains(report.job()).contains("COMPLETED");
        assertThat(job.output()).contains("UNDELIVERED");
        assertThat(find.output()).contains(report.job()).contains("UNDELIVERED");
        assertThat(data.resolve("inbox")).isNotEmptyDirectory();
    }

    @Test
    void a_port_in_use_ends_practice_with_2_and_says_what_to_do() {
        String port = Integer.toString(cloudflare.port());

        Program practice = Program.start(folder, null, "practice", "--port", port);

        assertThat(practice.awaitExit()).isEqualTo(2);
        assertThat(practice.output()).contains(port).contains("--port").doesNotContain("at io.");
    }

    @Test
    void practice_says_what_to_set_and_ends_with_0() {
        try (Program practice = Program.start(folder, null, "practice", "--port", "0")) {
            practice.awaitOutput("Counts: ");
            assertThat(practice.output())
                    .contains(
                            "unset REPRIEVE_CLOUDFLARE_BASE_URL REPRIEVE_CLOUDFLARE_ACCOUNT_ID"
                                    + " REPRIEVE_CLOUDFLARE_API_TOKEN");

            assertThat(practice.terminate()).isZero();
        }
    }

    @Test
    void the_demo_shows_the_whole_job_and_ends_with_0() {
        Program demo = Program.start(folder, null, "demo", "--data-dir", data.toString());

        assertThat(demo.awaitExit()).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("practice server")
                .contains("RELEASED")
                .contains("report.csv")
                .contains("counts 205 messages released, 0 of them more than once")
                .contains("left the quarantine: 203 RELEASED, 1 PARTIAL, 1 UNDELIVERED.");
        assertThat(new DataFolder(data).reports()).hasSize(1);
    }

    @Test
    void a_command_names_server_and_account_and_says_that_it_is_practice() throws Exception {
        Program release = start("release", list(Ids.plain(1)).toString());

        assertThat(release.awaitExit()).as(release.output()).isZero();
        assertThat(release.output())
                .contains("PRACTICE, not Cloudflare: " + cloudflare.baseUrl())
                .contains("default (" + cloudflare.accountId() + ")");
    }

    @Test
    void the_variables_of_a_rehearsal_do_not_win_without_a_word() throws Exception {
        settings.keySet().removeIf(key -> key.startsWith("reprieve.cloudflare."));
        Map<String, String> environment =
                Map.of(
                        "REPRIEVE_CLOUDFLARE_BASE_URL", cloudflare.baseUrl(),
                        "REPRIEVE_CLOUDFLARE_ACCOUNT_ID", cloudflare.accountId(),
                        "REPRIEVE_CLOUDFLARE_API_TOKEN", cloudflare.token(),
                        "CLOUDFLARE_ACCOUNT_ID", "f".repeat(32),
                        "CLOUDFLARE_API_TOKEN", "real-token");

        Program release =
                Program.start(
                        folder, settings, environment, "release", list(Ids.plain(1)).toString());

        assertThat(release.awaitExit()).as(release.output()).isZero();
        assertThat(release.output())
                .contains("REPRIEVE_CLOUDFLARE_API_TOKEN overrules CLOUDFLARE_ACCOUNT_ID")
                .contains(
                        "unset REPRIEVE_CLOUDFLARE_ACCOUNT_ID REPRIEVE_CLOUDFLARE_API_TOKEN"
                                + " REPRIEVE_CLOUDFLARE_BASE_URL")
                .doesNotContain("real-token")
                .doesNotContain(cloudflare.token());
    }

    private Program start(String... command) {
        return Program.start(folder, settings, command);
    }

    private Path list(List<String> ids) throws Exception {
        return Files.writeString(folder.resolve("list.csv"), Ids.csv(ids));
    }
}
