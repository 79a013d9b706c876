package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code release} takes for a list, and what is left of one that came through a pipe. */
class GivenListsTest {
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
    void a_signal_while_standard_input_goes_on_ends_with_4_and_leaves_nothing() throws Exception {
        Program release = release("-").writeOn(Ids.csv(Ids.plain(5)));
        awaitKept();

        assertThat(release.terminate()).as(release.output()).isEqualTo(4);

        assertThat(release.output()).contains("nothing was sent").doesNotContain("at io.");
        assertThat(kept()).isEmpty();
        assertThat(cloudflare.callCount()).isZero();
    }

    @Test
    void wrong_settings_are_told_before_standard_input_is_waited_for() throws Exception {
        settings.put("reprieve.batch.max-size", "0");

        Program release = release("-");

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_list_that_cannot_be_read_from_standard_input_leaves_nothing() throws Exception {
        Program release = release("-").write("Message ID\n<a@b.example>\n");

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_pipe_is_read_as_standard_input_is() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Program release = release(pipe.toString());
        Files.writeString(pipe, Ids.csv(Ids.plain(5)));

        assertThat(release.awaitExit()).as(release.output()).isZero();

        assertThat(release.output()).contains("5 RELEASED");
        assertThat(new DataFolder(data).reports().get(0).source()).isEqualTo("file:" + pipe);
        assertThat(kept()).isEmpty();
    }

    @Test
    void the_name_of_standard_input_is_taken_for_a_list() throws Exception {
        Program release = release("/dev/stdin").write(Ids.csv(Ids.plain(5)));

        assertThat(release.awaitExit()).as(release.output()).isZero();
        assertThat(release.output()).contains("5 RELEASED");
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_folder_is_no_list_and_is_told() {
        Program release = release(folder.toString());

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(release.output()).contains("is a folder").doesNotContain("Exception");
    }

    @Test
    void names_that_are_told_do_nothing_to_a_terminal() {
        Program release = release("no\u001b[31msuch.csv");

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(release.output()).contains("no?[31msuch.csv").doesNotContain("\u001b");
    }

    @Test
    void a_name_that_is_no_utf_8_is_told_as_such() {
        Program release = release("M\ufffdrz.csv");

        assertThat(release.awaitExit()).isEqualTo(2);
        assertThat(release.output()).contains("is not UTF-8").contains("release - <");
    }

    private Program release(String list) {
        return Program.start(folder, settings, "release", list);
    }

    private void awaitKept() {
        await().until(() -> !kept().isEmpty());
    }

    /** What the program keeps in the temporary folder; it was told to use ours. */
    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("reprieve\\d+"))
                    .toList();
        }
    }
}
