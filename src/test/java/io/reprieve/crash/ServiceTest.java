package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.practice.RecordedCall;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process: how it starts, how it is stopped, who may run beside it. */
class ServiceTest {
    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare =
                PracticeServer.start(
                        Rehearsal.cloudflareWithoutLimit().delay(Duration.ofMillis(300)).build());
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void stopped_under_load_it_ends_with_0_and_leaves_nothing_in_doubt() {
        List<String> ids = Ids.plain(20_000);
        data.drop("list.csv", ids);
        try (Program service = start("run")) {
            await().until(() -> cloudflare.releaseCallCount() > 2);

            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isBetween(1L, 19_999L);
        try (Program again = start("run")) {
            JobReport report = data.awaitReport("list.csv").allWere(Outcome.RELEASED);
            assertThat(report.lines()).noneMatch(line -> line.reason().contains("asked for"));
            assertThat(again.terminate()).isZero();
        }
        assertThat(cloudflare.calls()).allMatch(RecordedCall::isRelease);
        assertThat(cloudflare.messagesReleased()).isEqualTo(ids.size());
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Test
    void a_second_service_on_the_same_folder_says_so_and_ends_with_2() {
        try (Program first = start("run")) {
            first.awaitReady();
            Program second = start("run");

            assertThat(second.awaitExit()).isEqualTo(2);
            assertThat(second.output())
                    .contains("Another Reprieve")
                    .contains("reprieve.data.dir")
                    .doesNotContain("Exception");
            assertThat(first.terminate()).isZero();
        }
    }

    @Test
    void a_list_given_beside_a_service_is_handed_to_it_and_followed() throws Exception {
        Path list = Files.writeString(folder.resolve("mine.csv"), Ids.csv(Ids.plain(30)));
        try (Program service = start("run")) {
            service.awaitReady();
            Program release = start("release", list.toString());

            assertThat(release.awaitExit()).isZero();
            assertThat(release.output()).contains("handed to it").contains("30 RELEASED");
            assertThat(list).exists();
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isEqualTo(30);
    }

    @Test
    void a_list_that_is_stopped_in_the_foreground_is_kept_for_the_service() throws Exception {
        List<String> ids = Ids.plain(5_000);
        Path list = Files.writeString(folder.resolve("mine.csv"), Ids.csv(ids));
        try (Program release = start("release", list.toString())) {
            await().until(() -> cloudflare.releaseCallCount() > 1);
            assertThat(release.terminate()).isEqualTo(4);
            assertThat(release.output()).contains("kept for the next start");
        }
        try (Program service = start("run")) {
            data.awaitReport("mine.csv").allWere(Outcome.RELEASED);
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isEqualTo(ids.size());
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Test
    void it_says_that_it_is_ready_and_where_to_drop_lists() {
        try (Program service = start("run")) {
            service.awaitReady().awaitOutput(data.inbox().toString());
            assertThat(service.output().lines().filter(line -> line.contains("Reprieve ready")))
                    .hasSize(1);
            assertThat(service.output()).doesNotContain(cloudflare.token());
        }
    }

    private Program start(String... command) {
        return Program.start(folder, Program.quickSettings(data.path(), cloudflare), command);
    }
}
