package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed with SIGKILL while it fetches lists from a server and moves them there.
 * {@code -Dcrash.kills=N} kills more often, {@code -Dcrash.seed=S} at the moments of an earlier
 * run.
 */
class SftpKillTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 6);
    private static final int LISTS_PER_KILL = 12;
    private static final int IDS_PER_LIST = 7;

    @TempDir Path folder;
    private Partner partner;
    private DataFolder data;
    private PracticeServer cloudflare;
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    @BeforeEach
    void start() throws Exception {
        partner = Partner.start(Files.createDirectories(folder.resolve("partner")));
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare =
                PracticeServer.start(
                        Rehearsal.cloudflareWithoutLimit().delay(Duration.ofMillis(15)).build());
    }

    @AfterEach
    void stop() throws Exception {
        cloudflare.close();
        partner.close();
    }

    @Test
    void whenever_it_is_killed_every_file_is_one_job_and_leaves_and_every_id_is_released_once() {
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        System.out.println("crash.seed=" + seed);
        Random random = new Random(seed);

        for (int kill = 0; kill < KILLS; kill++) {
            putSome();
            Partner.Step step = Partner.Step.values()[kill % Partner.Step.values().length];
            killAt(step, 1 + random.nextInt(LISTS_PER_KILL - 1));
            if (kill % 20 == 19) {
                takeAll();
            }
        }
        try (Program last = program()) {
            await().until(() -> Partner.names(partner.in()).isEmpty());
            lists.forEach(this::check);
            assertThat(last.terminate()).isZero();
        }
        assertThat(data.reports()).hasSameSizeAs(lists.keySet());
        assertThat(Partner.names(partner.done()))
                .containsExactlyInAnyOrderElementsOf(lists.keySet());
        assertThat(data.path().resolve("incoming/sftp/partner")).isEmptyDirectory();
        assertThat(cloudflare.messagesReleased()).isEqualTo((long) lists.size() * IDS_PER_LIST);
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    /** Left alone now and then, so that what is left to do at the end is bounded. */
    private void takeAll() {
        try (Program program = program()) {
            await().until(() -> Partner.names(partner.in()).isEmpty());
            assertThat(program.terminate()).isZero();
        }
    }

    private void putSome() {
        IntStream.range(lists.size(), lists.size() + LISTS_PER_KILL)
                .forEach(
                        n -> {
                            List<String> ids = Ids.plain(n * IDS_PER_LIST, IDS_PER_LIST);
                            lists.put("list-" + n + ".csv", ids);
                            partner.put("list-" + n + ".csv", ids);
                        });
    }

    /** It dies before the server answers: some files have left the folder, others lie there. */
    private void killAt(Partner.Step step, int nth) {
        try (Program program = program()) {
            partner.at(step, nth, program::kill);
            await().until(() -> !program.isAlive());
        }
        int left = Partner.names(partner.in()).size();
        System.out.println("killed " + step + " no. " + nth + " with " + left + " files left");
        assertThat(left).isPositive();
    }

    private void check(String name, List<String> sent) {
        JobReport report = data.awaitReport(name).allWere(Outcome.RELEASED);
        assertThat(report.lines()).extracting(line -> line.id()).isEqualTo(sent);
        assertThat(sent).allMatch(id -> cloudflare.timesReleased(id) == 1);
        assertThat(data.files("done", name)).hasSize(1);
    }

    private Program program() {
        Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
        String[] door = partner.settings("partner");
        for (int i = 0; i < door.length; i += 2) {
            settings.put(door[i], door[i + 1]);
        }
        return Program.start(folder, settings, "run");
    }
}
