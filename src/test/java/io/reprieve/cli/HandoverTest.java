package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeServer;
import io.reprieve.practice.SpecialId;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code release} beside somebody who works on the same data folder. */
class HandoverTest {
    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare = PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
        settings = Program.quickSettings(data.path(), cloudflare);
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void a_list_is_handed_over_whatever_its_name_looks_like() throws Exception {
        List<String> names =
                List.of(
                        "half.tmp",
                        "half.part",
                        "half.done",
                        "half.filepart",
                        "half.crdownload",
                        ".hidden.csv",
                        "~$open.xlsx",
                        "${x} 100%.csv",
                        "back\\slash.csv",
                        "new\nline.csv",
                        "x".repeat(250) + ".csv");
        try (Program service = run()) {
            service.awaitReady();
            List<String> command = new ArrayList<>(List.of("release"));
            for (int i = 0; i < names.size(); i++) {
                command.add(list(names.get(i), Ids.plain(100 * i, 3)));
            }

            Program release = start(command.toArray(String[]::new));

            assertThat(release.awaitExit()).as(release.output()).isZero();
            assertThat(release.output().split("3 RELEASED", -1)).hasSize(names.size() + 1);
            assertThat(service.terminate()).isZero();
        }
        assertThat(cloudflare.messagesReleased()).isEqualTo(3L * names.size());
    }

    @Test
    void a_list_for_a_service_that_asks_for_markers_comes_with_its_own() throws Exception {
        settings.put("reprieve.intake.files.done-file", "${file:name.noext}.ready");
        Files.createDirectories(data.inbox());
        data.drop("others.csv", Ids.plain(500, 5));
        try (Program service = run()) {
            service.awaitReady();

            Program release = start("release", list("mine.v2.csv", Ids.plain(3)));

            assertThat(release.awaitExit()).as(release.output()).isZero();
            assertThat(service.terminate()).isZero();
        }
        assertThat(data.inbox()).isDirectoryContaining("glob:**others.csv");
        assertThat(cloudflare.messagesReleased()).isEqualTo(3);
    }

    @Test
    void one_marker_for_all_lists_is_not_set_for_others_and_the_command_says_so() throws Exception {
        settings.put("reprieve.intake.files.done-file", "all.ready");
        try (Program service = run()) {
            service.awaitReady();

            Program release = start("release", list("mine.csv", Ids.plain(3)));

            assertThat(release.awaitExit()).isEqualTo(2);
            assertThat(release.output())
                    .contains("reprieve.intake.files.done-file")
                    .contains("all.ready")
                    .doesNotContain("Exception");
            assertThat(data.inbox()).isEmptyDirectory();
        }
    }

    @Test
    void a_service_without_an_inbox_is_named_and_nothing_is_left_lying() throws Exception {
        settings.put("reprieve.intake.files.enabled", "false");
        try (Program service = run()) {
            service.awaitReady();

            Program release = start("release", list("mine.csv", Ids.plain(3)));

            assertThat(release.awaitExit()).isEqualTo(2);
            assertThat(release.output())
                    .contains("reprieve.intake.files.enabled")
                    .doesNotContain("Exception");
            assertThat(data.inbox()).isEmptyDirectory();
        }
    }

    @Test
    void an_inbox_that_is_looked_into_by_a_clock_is_told_and_waiting_can_be_ended()
            throws Exception {
        settings.remove("reprieve.intake.files.delay");
        settings.put("reprieve.intake.files.cron", "0 0 0 1 1 ?");
        try (Program service = run()) {
            service.awaitReady();

            Program release = start("release", list("mine.csv", Ids.plain(3)));

            release.awaitOutput("reprieve.intake.files.cron = 0 0 0 1 1 ?");
            assertThat(release.terminate()).isEqualTo(4);
            assertThat(release.output()).contains("for the service");
        }
    }

    @Test
    void an_inbox_that_cannot_be_written_is_told_in_words() throws Exception {
        try (Program service = run()) {
            service.awaitReady();
            Files.delete(data.inbox());
            Files.writeString(data.inbox(), "in the way");

            Program release = start("release", list("mine.csv", Ids.plain(3)));

            assertThat(release.awaitExit()).isEqualTo(2);
            assertThat(release.output())
                    .contains(data.inbox().toString())
                    .doesNotContain("Exception")
                    .doesNotContain("at io.");
        }
    }

    @Test
    void a_list_that_cannot_be_read_does_not_keep_the_next_one_from_being_followed()
            throws Exception {
        String wrong = folder.resolve("wrong.csv").toString();
        Files.writeString(Path.of(wrong), "Message ID\n<a@b.example>\n");
        try (Program service = run()) {
            service.awaitReady();

            Program release = start("release", wrong, list("mine.csv", Ids.plain(3)));

            assertThat(release.awaitExit()).as(release.output()).isEqualTo(2);
            assertThat(release.output())
                    .contains("wrong.csv cannot be read")
                    .contains("3 RELEASED");
        }
    }

    @Test
    void a_dead_letter_is_put_back_so_that_the_service_takes_it_or_it_is_said_why_not()
            throws Exception {
        settings.put("reprieve.intake.files.done-file", "${file:name}.ready");
        Path dead =
                Files.writeString(
                        folder.resolve("dead.csv"), "id\n" + SpecialId.UNDELIVERED.id() + "\n");
        Program first = start("release", dead.toString());
        assertThat(first.awaitExit()).as(first.output()).isEqualTo(1);
        String job = data.reports().get(0).job();
        try (Program service = run().awaitReady()) {
            Program retry = start("retry", job);

            assertThat(retry.awaitExit()).as(retry.output()).isZero();
            assertThat(retry.output()).contains("The running service takes it now");
            await().until(() -> data.reports().size() == 2);
            assertThat(service.terminate()).isZero();
        }
        settings.put("reprieve.intake.files.enabled", "false");

        Program retry = start("retry", job);

        assertThat(retry.awaitExit()).isEqualTo(2);
        assertThat(retry.output()).contains("reprieve.intake.files.enabled");
    }

    @Test
    void beside_another_command_a_list_waits_for_its_turn_and_is_released() throws Exception {
        cloudflare.fault(Fault.parse("delay:2s"));
        try (Program first = start("release", list("first.csv", Ids.plain(3)))) {
            await().until(() -> !cloudflare.calls().isEmpty() || !first.isAlive());
            // However slowly the second one starts, it finds the first one at work.
            first.signal("STOP");
            Program second = start("release", list("second.csv", Ids.plain(50, 4)));

            second.awaitOutput("Another command");
            first.signal("CONT");
            assertThat(first.awaitExit()).as(first.output()).isZero();
            assertThat(second.awaitExit()).as(second.output()).isZero();

            assertThat(second.output()).contains("Ctrl-C ends the wait").contains("4 RELEASED");
        }
        data.awaitReport("second.csv").allWere(Outcome.RELEASED);
        assertThat(cloudflare.messagesReleased()).isEqualTo(7);
    }

    @Test
    void waiting_for_another_command_is_ended_by_a_signal_with_4() throws Exception {
        cloudflare.fault(Fault.parse("hang:1m"));
        try (Program first = start("release", list("first.csv", Ids.plain(3)))) {
            await().until(() -> !cloudflare.calls().isEmpty() || !first.isAlive());
            Program second = start("release", list("second.csv", Ids.plain(50, 4)));
            second.awaitOutput("Another command");

            assertThat(second.terminate()).isEqualTo(4);
            assertThat(second.output()).contains("nothing was sent");
        }
    }

    private Program run() {
        return start("run");
    }

    private Program start(String... command) {
        return Program.start(folder, settings, command);
    }

    private String list(String name, List<String> ids) throws IOException {
        return Files.writeString(folder.resolve(name), Ids.csv(ids)).toString();
    }
}
