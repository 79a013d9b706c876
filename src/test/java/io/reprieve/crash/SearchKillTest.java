package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved search, killed with SIGKILL in the middle of its pages and of what follows. */
class SearchKillTest {
    private static final String KEY = "reprieve.intake.search.spam.";

    @TempDir Path folder;

    @Test
    void whenever_it_is_killed_each_message_is_in_one_job_and_released_once() throws Exception {
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        System.out.println("crash.seed=" + seed);
        Random random = new Random(seed);
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        try (PracticeServer cloudflare =
                PracticeServer.start(
                        Rehearsal.cloudflareWithoutLimit()
                                .messages(1500)
                                .delay(Duration.ofMillis(30))
                                .build())) {
            Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
            settings.put(KEY + "disposition", "spam");
            settings.put(KEY + "since", "60d");
            settings.put(KEY + "mode", "release");
            settings.put(KEY + "delay", "1s");
            for (int kill = 0; kill < 4; kill++) {
                long calls = cloudflare.callCount();
                try (Program program = Program.start(folder, settings, "run")) {
                    int more = 1 + 2 * kill;
                    await().pollInterval(Duration.ofMillis(5))
                            .until(() -> cloudflare.callCount() >= calls + more);
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(60)).toNanos());
                    program.kill();
                }
            }
            try (Program last = Program.start(folder, settings, "run")) {
                await().until(() -> !data.reports().isEmpty() && cloudflare.messagesReleased() > 0);
                long found = searched(last);
                assertThat(found).isZero();
                List<String> ids =
                        data.reports().stream()
                                .map(report -> report.allWere(Outcome.RELEASED))
                                .map(JobReport::lines)
                                .flatMap(List::stream)
                                .map(line -> line.id())
                                .toList();
                assertThat(ids).doesNotHaveDuplicates();
                assertThat(cloudflare.messagesReleased()).isEqualTo(ids.size());
                assertThat(cloudflare.releasedMoreThanOnce()).isZero();
                assertThat(last.terminate()).isZero();
            }
            assertThat(data.path().resolve("incoming/search")).isEmptyDirectory();
        }
    }

    /** Waits for a run that finds nothing new any more. */
    private static long searched(Program program) {
        program.awaitOutput("search spam: 0 new messages");
        return 0;
    }
}
