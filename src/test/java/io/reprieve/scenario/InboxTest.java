package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door does with files, whatever they are called and however they arrive. */
class InboxTest {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @TempDir static Path data;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.intake.files.min-age", "600ms");
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words.csv",
                "Prüfung für März.csv",
                "it's \"quoted\".csv",
                "-rf.csv",
                "100%25 + a&b=c#d;e.csv",
                "${file:name}.csv",
                "no-ending",
                "win\\dir.csv",
                "a%20b.csv",
                "RAW(a).csv",
                "#bean:a,b;c.csv",
                "x.csv?delete=true",
                "日本語.csv"
            })
    void a_list_of_an_odd_name_is_released_and_kept_under_its_name(String name) {
        rehearsal.release(name, fresh(3)).allWere(Outcome.RELEASED);

        awaitMoved("done", name);
    }

    @Test
    void a_pipe_or_a_link_is_left_alone_and_the_service_goes_on() throws Exception {
        Path inbox = rehearsal.folder().path().resolve("inbox");
        Path link = Files.createSymbolicLink(inbox.resolve("link.txt"), Path.of("/etc/hostname"));
        Path pipe = inbox.resolve("pipe.txt");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        rehearsal.release("after.csv", fresh(3)).allWere(Outcome.RELEASED);

        assertThat(link).exists();
        assertThat(pipe).exists();
        Files.delete(link);
        Files.delete(pipe);
    }

    @Test
    void a_name_of_200_characters_works() {
        String name = "n".repeat(196) + ".csv";

        rehearsal.release(name, fresh(3)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.folder().files("done", name)).hasSize(1);
    }

    @Test
    void a_name_of_255_bytes_works_whether_its_list_is_taken_or_rejected() {
        String good = "ü".repeat(125) + "a.csv";
        String bad = "ü".repeat(125) + "b.csv";

        rehearsal.release(good, fresh(3)).allWere(Outcome.RELEASED);
        rehearsal.folder().drop(bad, "Message ID\n<a@mail.example>\n");

        awaitMoved("done", good);
        awaitMoved("rejected", bad);
        assertThat(data.resolve("rejected"))
                .isDirectoryContaining(
                        file -> file.getFileName().toString().endsWith("ü.reason.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~$list.xlsx",
                "desktop.ini",
                "Desktop.ini",
                "Thumbs.db",
                ".DS_Store",
                ".~lock.x#"
            })
    void what_programs_put_beside_lists_is_left_alone_without_a_word(String name) {
        try (Told told = Told.begin()) {
            rehearsal.folder().drop(name, "id\nwhatever\n");
            rehearsal.release("beside.csv", fresh(2)).allWere(Outcome.RELEASED);

            assertThat(data.resolve("inbox").resolve(name)).exists();
            assertThat(told.lines(name)).isEmpty();
        }
    }

    @Test
    void a_name_that_is_not_utf_8_is_told_once_and_passed_over() throws Exception {
        try (Told told = Told.begin()) {
            new ProcessBuilder("sh", "-c", "printf 'id\\n' > \"$(printf 'M\\344rz.csv')\"")
                    .directory(rehearsal.folder().inbox().toFile())
                    .start()
                    .waitFor();

            told.awaitLine("its name is not UTF-8");
            rehearsal.release("a.csv", fresh(2)).allWere(Outcome.RELEASED);
            rehearsal.release("b.csv", fresh(2)).allWere(Outcome.RELEASED);

            assertThat(told.lines("its name is not UTF-8")).hasSize(1);
        }
    }

    @Test
    void a_file_that_may_not_be_read_is_told_once_with_owner_and_mode() throws Exception {
        assumeThat(System.getProperty("user.name")).as("may read everything").isNotEqualTo("root");
        try (Told told = Told.begin()) {
            rehearsal.folder().drop("closed.csv.part", fresh(2));
            Path file = data.resolve("inbox/closed.csv.part");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
            Files.move(file, data.resolve("inbox/closed.csv"));

            assertThat(told.awaitLine("closed.csv")).contains("-w-------", "may not read it");
            rehearsal.release("after.csv", fresh(2)).allWere(Outcome.RELEASED);

            assertThat(told.lines("closed.csv")).hasSize(1);
        }
    }

    @Test
    void a_folder_below_one_of_an_account_is_told() {
        try (Told told = Told.begin()) {
            rehearsal.folder().drop("default/deep/list.csv", fresh(2));

            told.awaitLine("default/deep: lists are taken from the inbox");
        }
    }

    @Test
    void a_list_that_grows_after_it_was_read_is_told_and_nothing_of_it_is_lost() throws Exception {
        List<String> ids = fresh(6);
        Path target = data.resolve("inbox/late.csv");
        try (Told told = Told.begin();
                OutputStream out = Files.newOutputStream(target)) {
            out.write(Ids.csv(ids.subList(0, 3)).getBytes(UTF_8));
            rehearsal.folder().awaitReport("late.csv").allWere(Outcome.RELEASED);
            awaitMoved("done", "late.csv");
            out.write((String.join("\n", ids.subList(3, 6)) + "\n").getBytes(UTF_8));

            told.awaitLine("late.csv grew after it was read");
        }
        rehearsal.folder().awaitReports("late.csv", 2);
        rehearsal.checkReleasedOnce(ids);
    }

    private void awaitMoved(String folder, String name) {
        await().untilAsserted(() -> assertThat(names(folder, name)).hasSize(1));
    }

    @Test
    void a_name_with_the_marks_of_a_placeholder_works() {
        rehearsal.release("{{reprieve.data.dir}}.csv", fresh(3)).allWere(Outcome.RELEASED);
    }

    @Test
    void a_list_that_cannot_be_read_is_rejected_with_a_reason_and_the_service_goes_on()
            throws Exception {
        String list = "Message ID,Subject\n<a@mail.example>,Hello\n";
        rehearsal.folder().drop("wrong.csv", list);

        String reason = rehearsal.folder().awaitReason("wrong.csv");

        assertThat(reason)
                .contains("Message ID")
                .contains("Subject")
                .contains("reprieve.intake.column")
                .doesNotContain("<a@mail.example>");
        assertThat(data.resolve("rejected/wrong.csv")).hasContent(list);
        rehearsal.release("right.csv", fresh(3)).allWere(Outcome.RELEASED);
    }

    @Test
    void a_second_list_of_a_name_that_was_rejected_has_its_own_reason() {
        rehearsal.folder().drop("again.csv", "Message ID\n<a@mail.example>\n");
        rehearsal.folder().awaitReason("again.csv");
        rehearsal.folder().drop("again.csv", "Message ID\n<b@mail.example>\n");

        await().untilAsserted(
                        () -> {
                            assertThat(names("rejected", "again.csv")).hasSize(2);
                            assertThat(names("rejected", "again.csv.reason.txt")).hasSize(2);
                        });
    }

    @Test
    void two_lists_of_one_name_are_both_kept() {
        rehearsal.release("twice.csv", fresh(3)).allWere(Outcome.RELEASED);
        rehearsal.folder().drop("twice.csv", fresh(3));

        assertThat(rehearsal.folder().awaitReports("twice.csv", 2))
                .allSatisfy(report -> report.allWere(Outcome.RELEASED));
        await().untilAsserted(() -> assertThat(names("done", "twice.csv")).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up.csv.part", "up.csv.tmp", "up.csv.filepart", ".up.csv"})
    void a_name_that_says_unfinished_is_left_alone(String name) {
        rehearsal.folder().drop(name, fresh(2));
        String other = "beside-" + name.replace('.', '-') + ".csv";
        rehearsal.release(other, fresh(2)).allWere(Outcome.RELEASED);
        rehearsal.release("later-" + other, fresh(2)).allWere(Outcome.RELEASED);

        assertThat(data.resolve("inbox").resolve(name)).exists();
        assertThat(rehearsal.folder().reports())
                .noneMatch(report -> report.source().endsWith("/" + name));
    }

    @Test
    void a_list_that_grows_while_it_is_copied_is_taken_once_and_whole() throws Exception {
        List<String> ids = fresh(100);
        Path target = data.resolve("inbox/growing.csv");
        try (OutputStream out = Files.newOutputStream(target)) {
            out.write("id\n".getBytes(UTF_8));
            AtomicInteger written = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(100))
                    .until(
                            () -> {
                                for (int n = 0; n < 5; n++) {
                                    String id = ids.get(written.getAndIncrement());
                                    out.write((id + "\n").getBytes(UTF_8));
                                }
                                return written.get() == ids.size();
                            });
        }

        JobReport report = rehearsal.folder().awaitReport("growing.csv");

        assertThat(report.allWere(Outcome.RELEASED).rows()).isEqualTo(100);
        assertThat(rehearsal.folder().reports())
                .filteredOn(other -> other.source().endsWith("/growing.csv"))
                .hasSize(1);
        rehearsal.checkReleasedOnce(ids);
    }

    private static List<String> fresh(int count) {
        return Ids.plain(NEXT.getAndAdd(count), count);
    }

    private static List<Path> names(String folder, String ending) {
        try (var files = Files.walk(data.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
