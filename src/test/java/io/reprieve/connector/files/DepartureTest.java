package io.reprieve.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reprieve.domain.Dedupe;
import io.reprieve.importing.FileFacts;
import io.reprieve.importing.InboxFiles;
import io.reprieve.list.ListSubmission;
import io.reprieve.settings.ShippedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the inbox is what was read, whatever is dropped or written meanwhile. */
class DepartureTest {
    @TempDir Path data;
    private InboxFiles files;
    private Path inbox;
    private Path done;

    @BeforeEach
    void prepare() throws IOException {
        files =
                new InboxFiles(
                        ShippedSettings.with(
                                Map.of(
                                        "reprieve.data.dir", data.toString(),
                                        "reprieve.cloudflare.account-id",
                                                "0123456789abcdef0123456789abcdef",
                                        "reprieve.cloudflare.api-token", "token")),
                        Clock.systemUTC());
        inbox = Files.createDirectories(data.resolve("inbox"));
        done = data.resolve("done/today/list.csv");
    }

    @Test
    void a_list_that_was_read_is_moved() throws Exception {
        ListSubmission list = read(inbox.resolve("list.csv"), "one");

        departure(Dedupe.LEDGER).leave(list, done, true);

        assertThat(done).hasContent("one");
        assertThat(inbox).isEmptyDirectory();
    }

    @Test
    void a_list_that_was_dropped_under_its_name_meanwhile_stays() throws Exception {
        ListSubmission list = read(inbox.resolve("list.csv"), "one");
        drop("two");

        departure(Dedupe.LEDGER).leave(list, done, true);

        assertThat(list.path()).hasContent("two");
        assertThat(done).doesNotExist();
    }

    @Test
    void a_mended_list_is_not_moved_beside_the_reason_of_the_bad_one() throws Exception {
        ListSubmission list = read(inbox.resolve("list.csv"), "one");
        Path rejected = data.resolve("rejected/list.csv");
        Path reason = InboxFiles.reason(rejected);
        Files.createDirectories(rejected.getParent());
        Files.writeString(reason, "It was bad.");
        drop("two");

        departure(Dedupe.LEDGER).leave(list, rejected, false);

        assertThat(list.path()).hasContent("two");
        assertThat(rejected).doesNotExist();
        assertThat(reason).doesNotExist();
    }

    @Test
    void a_list_that_has_grown_stays_to_be_taken_again() throws Exception {
        ListSubmission list = read(inbox.resolve("list.csv"), "one");
        append(list.path());

        departure(Dedupe.LEDGER).leave(list, done, true);

        assertThat(list.path()).hasContent("one and more");
    }

    @Test
    void a_list_that_has_grown_is_set_aside_with_a_reason_where_it_would_be_sent_twice()
            throws Exception {
        ListSubmission list = read(inbox.resolve("list.csv"), "one");
        append(list.path());

        departure(Dedupe.OFF).leave(list, done, true);

        assertThat(inbox).isEmptyDirectory();
        assertThat(data.resolve("rejected/list.csv")).hasContent("one and more");
        assertThat(data.resolve("rejected/list.csv.reason.txt"))
                .content()
                .contains("grew after it was read");
    }

    @Test
    void a_list_that_grows_where_it_was_moved_to_comes_back() throws Exception {
        ListSubmission list = read(inbox.resolve("list.csv"), "one");
        Departure departure = departure(Dedupe.LEDGER);
        departure.leave(list, done, true);
        departure.lookBack();
        assertThat(done).exists();
        append(done);

        departure.lookBack();

        assertThat(list.path()).hasContent("one and more");
        assertThat(done).doesNotExist();
    }

    @Test
    void nothing_that_lies_there_already_is_replaced() throws Exception {
        Files.createDirectories(done.getParent());
        Files.writeString(done, "older");
        ListSubmission list = read(inbox.resolve("list.csv"), "one");

        departure(Dedupe.LEDGER).leave(list, done, true);

        assertThat(done).hasContent("older");
        assertThat(done.resolveSibling("2-list.csv")).hasContent("one");
    }

    @Test
    void a_list_from_another_device_is_copied_and_deleted() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeThat(memory).isDirectory();
        assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(data));
        Path folder = Files.createTempDirectory(memory, "reprieve");
        try {
            ListSubmission list = read(folder.resolve("list.csv"), "one");

            departure(Dedupe.LEDGER).leave(list, done, true);

            assertThat(done).hasContent("one");
            assertThat(done.getParent()).isDirectoryNotContaining("glob:.*");
            assertThat(folder).isEmptyDirectory();
        } finally {
            try (var left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Test
    void what_a_crash_has_left_on_its_way_is_a_list_again() throws Exception {
        Files.writeString(inbox.resolve(".reprieve-leaving-7"), "one");

        departure(Dedupe.LEDGER).recover(inbox);

        assertThat(inbox.resolve("left-behind-7")).hasContent("one");
    }

    private Departure departure(Dedupe dedupe) {
        return new Departure(files, Duration.ZERO, dedupe);
    }

    private static ListSubmission read(Path path, String text) throws IOException {
        Files.writeString(path, text);
        return new ListSubmission(
                path,
                "file:inbox/list.csv",
                "default",
                InboxFiles.origin(path, FileFacts.of(path)),
                "files",
                null,
                Instant.EPOCH,
                false);
    }

    private void drop(String text) throws IOException {
        Path aside = Files.writeString(data.resolve("aside"), text);
        Files.move(aside, inbox.resolve("list.csv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void append(Path file) throws IOException {
        Files.writeString(file, " and more", StandardOpenOption.APPEND);
    }
}
