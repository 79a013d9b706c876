package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A data folder seen from outside, as an operator sees it: drop lists, read what appears. */
public record DataFolder(Path path) {

    /** Where lists are dropped. */
    public Path inbox() {
        return path.resolve("inbox");
    }

    /** Drops a list whole: written aside and renamed. */
    public void drop(String name, String text) {
        drop(name, text.getBytes(UTF_8));
    }

    /** Drops a list of ids with a heading. */
    public void drop(String name, List<String> ids) {
        drop(name, Ids.csv(ids));
    }

    /** Drops a list whole; a name may begin with a subfolder. */
    public void drop(String name, byte[] bytes) {
        try {
            Path target = inbox().resolve(name);
            Files.createDirectories(target.getParent());
            Path aside = Files.createTempFile(path, "aside", ".list");
            Files.write(aside, bytes);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the report of the only list of that name. */
    public JobReport awaitReport(String name) {
        return awaitReports(name, 1).get(0);
    }

    /** Waits for the reports of so many lists of that name, in the order of their jobs' names. */
    public List<JobReport> awaitReports(String name, int count) {
        return await("report of " + name)
                .pollInterval(Duration.ofMillis(25))
                .until(() -> reportsOf(name), reports -> reports.size() >= count);
    }

    /** Every report there is. */
    public List<JobReport> reports() {
        return files("reports", "summary.json").stream()
                .map(summary -> JobReport.read(path, summary.getParent()))
                .toList();
    }

    /** Waits until a list lies in {@code rejected/}; the reason beside it. */
    public String awaitReason(String name) {
        Path reason = path.resolve("rejected").resolve(name + ".reason.txt");
        await("reason for " + name).until(() -> Files.exists(reason));
        await().until(() -> Files.exists(path.resolve("rejected").resolve(name)));
        try {
            return Files.readString(reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of that name below a folder of the data folder, sorted. */
    public List<Path> files(String folder, String name) {
        if (!Files.isDirectory(path.resolve(folder))) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(path.resolve(folder), new Finder(name, found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    /** Nothing waits in the inbox, and nothing is half written anywhere. */
    public void checkTidy() {
        assertThat(inbox()).isEmptyDirectory();
        for (String folder : List.of("reports", "dead-letter", "rejected")) {
            assertThat(path.resolve(folder))
                    .isDirectoryNotContaining(
                            file -> {
                                String name = file.getFileName().toString();
                                return name.startsWith(".") || name.endsWith(".tmp");
                            });
        }
    }

    /** The reports of the lists of that name that there are by now. */
    public List<JobReport> reportsOf(String name) {
        return files("reports", "summary.json").stream()
                .filter(summary -> JobReport.source(summary).endsWith("/" + name))
                .map(summary -> JobReport.read(path, summary.getParent()))
                .toList();
    }

    /**
     * The program goes on meanwhile: what is renamed or deleted between two looks is passed over.
     */
    private static final class Finder extends SimpleFileVisitor<Path> {
        private final String name;
        private final List<Path> found;

        Finder(String name, List<Path> found) {
            this.name = name;
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().equals(name)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
