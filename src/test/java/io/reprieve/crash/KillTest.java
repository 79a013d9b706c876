package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed with SIGKILL at many moments: every message is released exactly once,
 * and every row has its outcome once. Now and then it is left alone until all of it is done, so
 * that no backlog grows without bounds. {@code -Dcrash.kills=N} kills more often, {@code
 * -Dcrash.seed=S} at the moments of an earlier run.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 12);
    private static final int KILLS_OF_A_ROUND = 12;
    private static final int MAX_IDS = 4_000;
    private static final int LONG_LIST = 60_000;

    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private int dropped;
    private int ids;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare =
                PracticeServer.start(
                        Rehearsal.cloudflareWithoutLimit().delay(Duration.ofMillis(15)).build());
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void whenever_it_is_killed_every_message_is_released_once_and_every_row_told_of_once() {
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        System.out.println("crash.seed=" + seed);
        Random random = new Random(seed);

        for (int kill = 1; kill <= KILLS; kill++) {
            Moment moment = Moment.values()[kill % Moment.values().length];
            dropSome(random, moment == Moment.READING ? LONG_LIST : MAX_IDS);
            killAt(moment, random.nextInt(40));
            if (kill % KILLS_OF_A_ROUND == 0 || kill == KILLS) {
                finish();
            }
        }
        assertThat(data.files("reports", "summary.json")).hasSize(dropped);
    }

    private void finish() {
        try (Program last = start("run")) {
            lists.forEach(this::check);
            await().untilAsserted(() -> data.checkTidy());
            assertThat(last.terminate()).isZero();
        }
        lists.clear();
        assertThat(cloudflare.messagesReleased()).isEqualTo(ids);
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
        System.out.println("all " + ids + " ids of " + dropped + " lists released once");
    }

    private void killAt(Moment moment, int milliseconds) {
        long calls = cloudflare.releaseCallCount();
        try (Program program = start("run")) {
            moment.reach(program, data, cloudflare, calls);
            // The moment itself is short; what comes just after it is as good to be killed in.
            LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
            program.kill();
            System.out.println("killed " + moment + " +" + milliseconds + " ms");
        }
    }

    private void dropSome(Random random, int most) {
        int count = 1 + random.nextInt(3);
        for (int list = 0; list < count; list++) {
            String name = "list-" + dropped++ + ".csv";
            int size = 1 + random.nextInt(list == 0 ? most : 50);
            List<String> some = Ids.plain(ids, size);
            ids += size;
            lists.put(name, some);
            data.drop(name, some);
        }
    }

    private void check(String name, List<String> sent) {
        JobReport report = data.awaitReport(name).allWere(Outcome.RELEASED);
        assertThat(report.lines()).extracting(line -> line.id()).isEqualTo(sent);
        assertThat(new ArrayList<>(sent)).allMatch(id -> cloudflare.timesReleased(id) == 1);
        assertThat(data.files("done", name)).hasSize(1);
    }

    private Program start(String command) {
        Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
        // Every id of a call that a kill leaves in doubt is asked for.
        settings.put("reprieve.batch.max-size", "200");
        return Program.start(folder, settings, command);
    }
}
