package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.ledger.Job;
import io.reprieve.practice.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that a person has to look at before anything of them is sent. */
class GuardTest {
    private static final List<String> IDS = Ids.plain(120);

    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .with("reprieve.guard.max-ids", "100");
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_list_of_just_so_many_rows_goes_and_one_more_waits() throws Exception {
        rehearsal.start();
        rehearsal.release("short.csv", Ids.plain(1_000, 100)).allWere(Outcome.RELEASED);

        String words = dropAndAwaitHeld("long.csv", Ids.plain(101));

        assertThat(words)
                .contains("101 rows are more than reprieve.guard.max-ids (100)")
                .contains("file:inbox/long.csv")
                .contains("about 1")
                .contains("bin/reprieve approve")
                .contains(".approve.txt");
        assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(100);
        await().until(() -> rehearsal.folder().files("done", "long.csv").size() == 1);
    }

    @Test
    void a_file_in_the_folder_of_approvals_lets_it_go_however_it_came_there() throws Exception {
        rehearsal.start();
        List<String> endings = List.of(".approve.txt", ".approve", ".APPROVE");
        for (int i = 0; i < endings.size(); i++) {
            rehearsal.folder().drop("long-" + i + ".csv", Ids.plain(1_000 * i, 120));
        }
        await().until(() -> heldFiles().size() == endings.size());

        Files.move(heldFile(job(0)), approvals().resolve(job(0) + endings.get(0)));
        Files.move(heldFile(job(1)), approvals().resolve(job(1) + endings.get(1)));
        Files.createFile(approvals().resolve(job(2) + endings.get(2)));

        for (int i = 0; i < endings.size(); i++) {
            JobReport report = rehearsal.folder().awaitReport("long-" + i + ".csv");
            report.allWere(Outcome.RELEASED);
            assertThat(report.summary().path("approved_by").asText())
                    .contains(System.getProperty("user.name"))
                    .contains("folder approvals");
            rehearsal.checkReleasedOnce(Ids.plain(1_000 * i, 120));
        }
        awaitEmptyFolder();
    }

    @Test
    void a_file_in_the_folder_of_approvals_ends_it_and_every_row_is_cancelled() throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);

        answer(".cancel.txt", true);

        JobReport report = rehearsal.folder().awaitReport("long.csv").allWere(Outcome.CANCELLED);
        assertThat(report.deadLetters()).hasSameSizeAs(IDS);
        assertThat(report.lines()).allMatch(line -> line.reason().startsWith("cancelled by "));
        assertThat(report.summary().path("cancelled_by").asText()).contains("folder approvals");
        assertThat(report.summary().has("approved_by")).isFalse();
        assertThat(rehearsal.cloudflare().callCount()).isZero();
        awaitEmptyFolder();
    }

    @Test
    void an_answer_about_no_held_job_does_nothing() throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);

        for (String name :
                List.of("no-such-job.approve", "${file:name}.approve", "a b;c.cancel.txt")) {
            Files.writeString(approvals().resolve(name), "x");
        }

        await().untilAsserted(() -> assertThat(approvals().toFile().list()).hasSize(1));
        assertThat(held()).hasSize(1);
        assertThat(heldFile()).exists();
        assertThat(rehearsal.cloudflare().callCount()).isZero();
    }

    @Test
    void a_held_job_stays_held_over_a_restart_and_its_file_comes_back() throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);
        rehearsal.stop();
        Files.delete(heldFile());

        rehearsal.start();

        await().until(() -> heldFile() != null);
        assertThat(held()).hasSize(1);
        assertThat(rehearsal.cloudflare().callCount()).isZero();
    }

    @Test
    void an_approval_given_while_no_service_runs_counts_at_the_next_start() throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);
        rehearsal.stop();
        Files.move(heldFile(), approvals().resolve(id() + ".approve.txt"));

        rehearsal.start();

        rehearsal.folder().awaitReport("long.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void a_short_list_with_ids_of_a_held_one_is_released_at_once_and_not_again_later()
            throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);

        rehearsal.release("urgent.csv", IDS.subList(5, 15)).allWere(Outcome.RELEASED);
        answer(".approve.txt", true);

        JobReport report = rehearsal.folder().awaitReport("long.csv");
        assertThat(report.outcomes()).isEqualTo(Map.of("RELEASED", 110L, "DUPLICATE", 10L));
        assertThat(report.row(IDS.get(5)).reason()).contains("urgent");
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void the_dead_letter_of_a_held_list_is_a_list_like_any_other() throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);
        answer(".cancel.txt", true);
        Path dead = rehearsal.folder().awaitReport("long.csv").deadLetter();

        rehearsal.folder().drop("again.csv", Files.readString(dead));

        await().until(() -> held().stream().anyMatch(job -> job.source().endsWith("again.csv")));
        assertThat(rehearsal.cloudflare().callCount()).isZero();
    }

    @Test
    void a_dry_run_is_never_held_and_0_is_no_limit() throws Exception {
        rehearsal.with("reprieve.dry-run", "true").start();
        rehearsal.release("dry.csv", IDS).allWere(Outcome.WOULD_RELEASE);
        rehearsal.stop();

        rehearsal.with("reprieve.dry-run", "false", "reprieve.guard.max-ids", "0").start();
        rehearsal.release("wet.csv", IDS).allWere(Outcome.RELEASED);
    }

    @Test
    void the_first_list_of_a_door_is_held_and_after_its_approval_none() throws Exception {
        rehearsal.with("reprieve.guard.new-door", "hold").start();
        String words = dropAndAwaitHeld("first.csv", Ids.plain(3));
        assertThat(words).contains("the door files").contains("reprieve.guard.new-door");

        answer(".approve.txt", true);
        rehearsal.folder().awaitReport("first.csv").allWere(Outcome.RELEASED);

        rehearsal.release("second.csv", Ids.plain(10, 3)).allWere(Outcome.RELEASED);
    }

    @Test
    void a_door_that_was_used_before_the_guard_was_set_is_known() throws Exception {
        rehearsal.start();
        rehearsal.release("before.csv", Ids.plain(3)).allWere(Outcome.RELEASED);
        rehearsal.stop();

        rehearsal.with("reprieve.guard.new-door", "hold").start();

        rehearsal.release("after.csv", Ids.plain(10, 3)).allWere(Outcome.RELEASED);
    }

    @Test
    void approving_twice_in_two_ways_is_harmless() throws Exception {
        rehearsal.start();
        dropAndAwaitHeld("long.csv", IDS);
        rehearsal.cloudflare().fault(Fault.parse("status:503x2"));

        answer(".approve.txt", true);
        answerAgain();

        rehearsal.folder().awaitReport("long.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    private void answerAgain() throws Exception {
        Files.writeString(approvals().resolve(lastId + ".approve"), "");
    }

    private String lastId;

    private String dropAndAwaitHeld(String name, List<String> ids) throws Exception {
        rehearsal.folder().drop(name, ids);
        await().until(() -> heldFile() != null);
        lastId = id();
        return Files.readString(heldFile());
    }

    private void answer(String ending, boolean renamed) throws Exception {
        Path answer = approvals().resolve(id() + ending);
        if (renamed) {
            Files.move(heldFile(), answer);
        } else {
            Files.writeString(answer, "");
        }
    }

    private void awaitEmptyFolder() {
        await().untilAsserted(() -> assertThat(approvals()).isEmptyDirectory());
    }

    private String id() {
        return held().get(0).id();
    }

    private List<Job> held() {
        if (rehearsal.reprieve() != null) {
            return rehearsal.reprieve().ledger().jobs().held();
        }
        try (var ledger =
                io.reprieve.ledger.Ledger.open(
                        data.resolve("ledger"), java.time.Clock.systemUTC())) {
            return ledger.jobs().held();
        }
    }

    private Path approvals() {
        return data.resolve("approvals");
    }

    /** The held job of the list long-N.csv. */
    private String job(int number) {
        String name = "long-" + number + ".csv";
        return held().stream()
                .filter(job -> job.source().endsWith("/" + name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Path heldFile(String job) {
        return approvals().resolve(job + ".held.txt");
    }

    /** That of the only held job, or null. */
    private Path heldFile() throws Exception {
        return heldFiles().stream().findFirst().orElse(null);
    }

    private List<Path> heldFiles() throws Exception {
        try (var files = Files.list(approvals())) {
            return files.filter(file -> file.toString().endsWith(".held.txt")).toList();
        }
    }
}
