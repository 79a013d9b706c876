package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what the real program leaves on the disk. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class PermissionsTest {
    private static final int OTHERS = 0077;

    @TempDir Path folder;

    @ParameterizedTest(name = "umask {0}")
    @ValueSource(strings = {"000", "022", "077"})
    void nobody_else_may_read_anything_whatever_the_umask(String umask) throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));

        work(umask, data, Map.of());

        assertThat(openToOthers(data.path())).isEmpty();
    }

    @Test
    void what_earlier_versions_left_open_is_closed() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));
        for (String name :
                List.of("reports/J/report.csv", "ledger/reprieve.lock", "done/D/x.csv")) {
            Path file = data.path().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        open(data.path());

        work("000", data, Map.of());

        assertThat(openToOthers(data.path())).isEmpty();
    }

    @Test
    void a_folder_that_holds_other_things_too_stays_as_it_is() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("letter.txt"), "");
        open(home);

        work("022", new DataFolder(home), Map.of());

        assertThat(openToOthers(home)).containsOnlyKeys("home", "home/letter.txt");
    }

    @Test
    void a_group_may_read_reports_and_drop_lists_and_not_touch_the_ledger() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));
        String group = Files.readAttributes(folder, PosixFileAttributes.class).group().getName();

        work("077", data, Map.of("reprieve.data.group", group));

        assertThat(mode(data.path())).isEqualTo("2750");
        assertThat(mode(data.inbox())).isEqualTo("2770");
        assertThat(mode(data.path().resolve("reports"))).isEqualTo("2750");
        Path report = data.files("reports", "report.csv").get(0);
        assertThat(mode(report.getParent())).isEqualTo("2750");
        assertThat(mode(report)).isEqualTo("640");
        assertThat(mode(data.files("done", "list.csv").get(0))).isEqualTo("640");
        assertThat(openToOthers(data.path().resolve("ledger"))).isEmpty();
    }

    /** A list with a dead letter, one that cannot be read, and one that waits for a person. */
    private void work(String umask, DataFolder data, Map<String, String> more) throws Exception {
        try (PracticeServer cloudflare =
                PracticeServer.start(Rehearsal.cloudflareWithoutLimit().messages(20).build())) {
            Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
            settings.put("reprieve.guard.max-ids", "5");
            settings.putAll(more);
            try (Program service = Program.startWithUmask(umask, folder, settings, "run")) {
                service.awaitReady();
                data.drop("held.csv", Ids.plain(6));
                data.drop("broken.pdf", "%PDF-1.7\n%");
                data.drop("list.csv", "id\n" + Ids.plain(1).get(0) + "\nx y\n");
                data.awaitReason("broken.pdf");
                data.awaitReport("list.csv");
                service.awaitOutput("held ");
                assertThat(openToOthers(data.path().resolve("ledger"))).isEmpty();
                service.terminate();
            }
        }
    }

    private static void open(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.setAttribute(path, "unix:mode", Files.isDirectory(path) ? 0777 : 0666);
            }
        }
    }

    private static Map<String, String> openToOthers(Path folder) throws IOException {
        Map<String, String> open = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if ((Integer.parseInt(mode(path), 8) & OTHERS) != 0) {
                    open.put(folder.getParent().relativize(path).toString(), mode(path));
                }
            }
        }
        return open;
    }

    private static String mode(Path path) throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return Integer.toOctalString(mode & 07777);
    }
}
