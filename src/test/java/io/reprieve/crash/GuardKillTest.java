package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A held list, with a SIGKILL just after it was held and another one while it is let go: nothing of
 * it is sent before a person said so, and every id once after that. {@code -Dcrash.seed=S} kills at
 * the moments of an earlier run.
 */
class GuardKillTest {
    private static final int ROWS = 8_000;
    private static final List<String> IDS = Ids.plain(ROWS);
    private static final List<String> URGENT = IDS.subList(700, 900);

    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;
    private Path approvals;
    private Random random;

    /** When the process is killed for the second time. */
    enum Second {
        /** The answer was put into the folder. */
        ANSWERED,
        /** The answer was heard; it is carried out within the second that follows. */
        HEARD,
        /** The first calls are made. */
        CALLED
    }

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        approvals = data.path().resolve("approvals");
        cloudflare =
                PracticeServer.start(
                        Rehearsal.cloudflareWithoutLimit().delay(Duration.ofMillis(15)).build());
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        System.out.println("crash.seed=" + seed);
        random = new Random(seed);
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_sent_before_the_approval_and_every_id_once_after_it(Second second)
            throws Exception {
        data.drop("long.csv", IDS);
        try (Program program = run()) {
            until(program, () -> program.output().contains("held "));
            kill(program, 30);
        }
        assertThat(cloudflare.callCount()).isZero();
        String job;
        try (Program program = run()) {
            job = awaitHeld();
            data.drop("urgent.csv", URGENT);
            data.awaitReport("urgent.csv").allWere(Outcome.RELEASED);
            assertThat(cloudflare.messagesReleased()).isEqualTo(URGENT.size());
            long calls = cloudflare.releaseCallCount();

            Path answer = Files.createFile(approvals.resolve(job + ".approve"));
            switch (second) {
                case ANSWERED -> kill(program, 300);
                case HEARD -> {
                    until(program, () -> !Files.exists(answer));
                    kill(program, 1_200);
                }
                case CALLED -> {
                    until(program, () -> cloudflare.releaseCallCount() > calls);
                    kill(program, 30);
                }
            }
        }
        try (Program last = run()) {
            check(data.awaitReport("long.csv"), job);
            await().untilAsserted(() -> assertThat(approvals).isEmptyDirectory());
            await().untilAsserted(() -> data.checkTidy());
            assertThat(last.terminate()).isZero();
        }
        assertThat(data.files("done", "long.csv")).hasSize(1);
        assertThat(data.reports()).hasSize(2);
        assertThat(cloudflare.messagesReleased()).isEqualTo(ROWS);
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    private void check(JobReport report, String job) {
        assertThat(report.job()).isEqualTo(job);
        assertThat(report.lines()).extracting(line -> line.id()).isEqualTo(IDS);
        assertThat(report.outcomes())
                .isEqualTo(
                        Map.of(
                                "RELEASED",
                                (long) ROWS - URGENT.size(),
                                "DUPLICATE",
                                (long) URGENT.size()));
        assertThat(report.summary().path("approved_by").asText()).contains("folder approvals");
        assertThat(IDS).allMatch(id -> cloudflare.timesReleased(id) == 1);
    }

    private void kill(Program program, int within) {
        int milliseconds = random.nextInt(within);
        // The moment itself is short; what comes just after it is as good to be killed in.
        LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
        program.kill();
        System.out.println("killed +" + milliseconds + " ms");
    }

    private static void until(Program program, Callable<Boolean> moment) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> moment.call() || !program.isAlive());
        assertThat(program.isAlive()).as(program.output()).isTrue();
    }

    private String awaitHeld() {
        List<String> held = await().until(this::heldFiles, files -> !files.isEmpty());
        assertThat(held).hasSize(1);
        return held.get(0).replace(".held.txt", "");
    }

    private List<String> heldFiles() throws IOException {
        if (!Files.isDirectory(approvals)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(approvals)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".held.txt"))
                    .toList();
        }
    }

    private Program run() {
        Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
        settings.put("reprieve.guard.max-ids", "1000");
        // Every id of a call that a kill leaves in doubt is asked for.
        settings.put("reprieve.batch.max-size", "200");
        return Program.start(folder, settings, "run");
    }
}
