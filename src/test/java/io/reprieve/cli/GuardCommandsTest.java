package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held lists as a script sees them: what the commands print, and how they end. */
class GuardCommandsTest {
    private static final List<String> IDS = Ids.plain(30);
    private static final String NO_JOB = "20200101T000000Z-none-0000";

    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare = PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
        settings = Program.quickSettings(data.path(), cloudflare);
        settings.put("reprieve.guard.max-ids", "20");
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void a_held_job_is_shown_found_approved_once_and_released_beside_a_service() {
        try (Program service = run()) {
            String job = dropAndAwaitHeld();

            assertThat(ended(0, "status", job))
                    .contains("HELD")
                    .contains("30 rows are more than reprieve.guard.max-ids (20)")
                    .contains("bin/reprieve approve " + job)
                    .contains("bin/reprieve cancel " + job);
            assertThat(ended(0, "find", IDS.get(7))).contains(job + " line 9: HELD");
            assertThat(cloudflare.callCount()).isZero();

            assertThat(ended(0, "approve", job))
                    .contains("Approved: up to 30 rows of job " + job)
                    .contains("The running service takes it now.");

            JobReport report = data.awaitReport("list.csv").allWere(Outcome.RELEASED);
            assertThat(report.summary().path("approved_by").asText())
                    .isEqualTo(System.getProperty("user.name"));
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isEqualTo(IDS.size());
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Test
    void approved_without_a_service_it_goes_at_the_next_start() {
        String job = holdAndStop();

        assertThat(ended(0, "approve", job)).contains("it goes at the next start");
        assertThat(ended(0, "status")).contains("approved by ").doesNotContain("held: ");
        assertThat(ended(0, "approve", job)).contains("was approved before");
        assertThat(cloudflare.callCount()).isZero();

        try (Program service = run()) {
            data.awaitReport("list.csv").allWere(Outcome.RELEASED);
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isEqualTo(IDS.size());
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Test
    void cancelled_without_a_service_it_is_reported_at_the_next_start_and_nothing_was_sent() {
        String job = holdAndStop();

        assertThat(ended(0, "cancel", job))
                .contains("30 rows will not be sent")
                .contains("0 rows still under way");
        assertThat(ended(2, "cancel", job)).contains("not under way any more");
        assertThat(ended(2, "approve", job)).contains("is not held");

        try (Program service = run()) {
            JobReport report = data.awaitReport("list.csv").allWere(Outcome.CANCELLED);
            assertThat(report.summary().path("cancelled_by").asText())
                    .isEqualTo(System.getProperty("user.name"));
            await().untilAsserted(
                            () -> assertThat(data.path().resolve("approvals")).isEmptyDirectory());
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.callCount()).isZero();
    }

    @Test
    void what_is_no_held_job_is_not_approved_and_the_command_ends_with_2() throws Exception {
        assertThat(ended(2, "approve", NO_JOB)).contains("no ledger");
        assertThat(ended(0, "release", list("short.csv", Ids.plain(20)))).contains("20 RELEASED");
        String job = data.reports().get(0).job();

        assertThat(ended(2, "approve", NO_JOB)).contains("There is no job " + NO_JOB);
        assertThat(ended(2, "approve", job)).contains(job + " is not held");
    }

    @Test
    void too_long_lists_given_by_name_are_refused_whole_unless_it_is_a_dry_run() throws Exception {
        String shorter = list("short.csv", Ids.plain(100, 5));
        String longer = list("long.csv", IDS);

        assertThat(ended(2, "release", shorter, longer))
                .contains("long.csv is not released")
                .contains("30 rows are more than reprieve.guard.max-ids (20)")
                .contains("Nothing was sent")
                .contains("--approve");

        assertThat(cloudflare.callCount()).isZero();
        assertThat(ended(0, "find", Ids.plain(100, 1).get(0))).contains("No list had this id");
        assertThat(data.reports()).isEmpty();
        assertThat(ended(0, "release", "--dry-run", longer)).contains("30 WOULD_RELEASE");
        assertThat(cloudflare.releaseCallCount()).isZero();
    }

    @Test
    void a_list_that_a_person_has_to_look_at_is_refused_by_name_unless_it_is_approved()
            throws Exception {
        Path other = Files.writeString(folder.resolve("other.csv"), "id\na-1\na-2\n");

        assertThat(ended(2, "release", other.toString()))
                .contains("other.csv is not released")
                .contains("reprieve.intake.unfamiliar")
                .contains("--approve");
        assertThat(cloudflare.callCount()).isZero();
        ended(0, "release", "--dry-run", other.toString());
        assertThat(cloudflare.releaseCallCount()).isZero();
        ended(0, "release", "--approve", other.toString());
        assertThat(cloudflare.releaseCallCount()).isPositive();
    }

    @Test
    void with_the_option_they_go_and_the_summary_says_who_wanted_it() throws Exception {
        assertThat(ended(0, "release", "--approve", list("long.csv", IDS))).contains("30 RELEASED");

        assertThat(data.reports().get(0).summary().path("approved_by").asText())
                .isEqualTo(System.getProperty("user.name"));
        assertThat(cloudflare.messagesReleased()).isEqualTo(IDS.size());
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Test
    void handed_to_a_service_they_are_held_there_unless_the_option_says_otherwise()
            throws Exception {
        try (Program service = run().awaitReady()) {
            assertThat(ended(4, "release", list("long.csv", IDS)))
                    .contains("handed to it")
                    .contains("is held: ")
                    .contains("bin/reprieve approve ");
            assertThat(cloudflare.callCount()).isZero();
            assertThat(data.reports()).isEmpty();

            List<String> others = Ids.plain(200, 40);
            assertThat(ended(0, "release", "--approve", list("wanted.csv", others)))
                    .contains("handed to it")
                    .contains("40 RELEASED");
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isEqualTo(40);
        assertThat(heldJobs()).hasSize(1);
    }

    private Program run() {
        return Program.start(folder, settings, "run");
    }

    private String holdAndStop() {
        try (Program service = run()) {
            String job = dropAndAwaitHeld();
            assertThat(service.terminate()).isZero();
            return job;
        }
    }

    private String dropAndAwaitHeld() {
        data.drop("list.csv", IDS);
        return await().until(this::heldJobs, held -> !held.isEmpty()).get(0);
    }

    private List<String> heldJobs() {
        Path approvals = data.path().resolve("approvals");
        if (!Files.isDirectory(approvals)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(approvals)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".held.txt"))
                    .map(name -> name.replace(".held.txt", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ended(int code, String... command) {
        try (Program program = Program.start(folder, settings, command)) {
            assertThat(program.awaitExit()).as(program.output()).isEqualTo(code);
            assertThat(program.output()).doesNotContain("Exception");
            return program.output();
        }
    }

    private String list(String name, List<String> ids) throws IOException {
        return Files.writeString(folder.resolve(name), Ids.csv(ids)).toString();
    }
}
