package io.reprieve.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AtomicFileTest {

    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private Path target;

    @BeforeEach
    void nameTarget() {
        target = folder.resolve("a/b/file.txt");
    }

    @Test
    void a_file_appears_with_commit_and_not_before() throws IOException {
        try (AtomicFile file = AtomicFile.create(target)) {
            file.out().write(NEW);
            file.sync();
            assertThat(target).doesNotExist();
            assertThat(target.resolveSibling(".file.txt.tmp")).hasBinaryContent(NEW);
            file.commit();
        }

        assertThat(target).hasBinaryContent(NEW);
        assertThat(names(target.getParent())).containsExactly("file.txt");
    }

    @Test
    void what_is_not_committed_leaves_the_old_file_and_nothing_else() throws IOException {
        AtomicFile.write(target, new byte[] {1});

        try (AtomicFile file = AtomicFile.create(target)) {
            file.out().write(NEW);
        }

        assertThat(target).hasBinaryContent(new byte[] {1});
        assertThat(names(target.getParent())).containsExactly("file.txt");
    }

    @Test
    void what_a_crash_left_aside_is_replaced_and_a_link_is_not_followed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "keep");
        Path aside = folder.resolve(".file.txt.tmp");
        Files.createSymbolicLink(aside, precious);

        AtomicFile.write(folder.resolve("file.txt"), NEW);

        assertThat(precious).hasContent("keep");
        assertThat(folder.resolve("file.txt")).hasBinaryContent(NEW).isRegularFile();
        assertThat(aside).doesNotExist();
    }

    @Test
    void deleting_takes_the_file_and_what_a_crash_left_of_it() throws IOException {
        AtomicFile.write(target, NEW);
        Files.writeString(target.resolveSibling(".file.txt.tmp"), "half");

        AtomicFile.delete(target);
        AtomicFile.delete(target);
        AtomicFile.delete(folder.resolve("no/such/folder/file"));

        assertThat(names(target.getParent())).isEmpty();
    }

    @Test
    void a_file_where_a_folder_is_needed_is_named() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("a"), "");

        assertThatThrownBy(() -> AtomicFile.write(target, NEW))
                .isInstanceOf(FileWriteException.class)
                .hasMessage(
                        "cannot write %s: a file stands where a folder is needed. Move away %s",
                        target, inTheWay);
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_named_and_left() throws IOException {
        Path inside = target.resolve("inside");
        Files.createDirectories(inside);

        assertThatThrownBy(() -> AtomicFile.write(target, NEW))
                .isInstanceOf(FileWriteException.class)
                .hasMessageContaining("a folder of that name is in the way");
        assertThat(inside).isDirectory();
        assertThat(names(target.getParent())).containsExactly("file.txt");
    }

    static List<Arguments> failures() {
        return List.of(
                Arguments.of(new IOException("No space left on device"), "Free some room"),
                Arguments.of(new IOException("Disk quota exceeded"), "Free some room"),
                Arguments.of(
                        new FileSystemException("x", null, "Read-only file system"),
                        "Mount it for writing"),
                Arguments.of(
                        new AccessDeniedException("x"), "Give it write access to /data/reports"),
                Arguments.of(new IOException("Input/output error"), "Input/output error"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_says_what_to_do(IOException cause, String words) {
        var failure = FileWriteException.of(Path.of("/data/reports/report.csv"), cause);

        assertThat(failure)
                .hasMessageStartingWith("cannot write /data/reports/report.csv: ")
                .hasMessageContaining(words)
                .hasCause(cause);
        assertThat(FileWriteException.of(Path.of("other"), failure)).isSameAs(failure);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
