package io.reprieve.approval;

import io.reprieve.files.AtomicFile;
import io.reprieve.ledger.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder in which an operator finds a file for each held job, and answers by renaming it. Used
 * by one thread at a time.
 */
final class ApprovalFolder {
    /** Name of the folder in the data folder. */
    static final String NAME = "approvals";

    private static final String HELD = ".held.txt";

    private final Path folder;

    ApprovalFolder(Path dataDir) {
        this.folder = dataDir.resolve(NAME);
    }

    /** Whether the file of that job is there. */
    boolean has(Job job) {
        return Files.exists(file(job));
    }

    /** Writes the file of a held job. */
    void write(Job job, String words) throws IOException {
        AtomicFile.write(file(job), words.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the files of jobs that are not held any more. */
    void keepOnly(Collection<Job> held) throws IOException {
        Set<Path> wanted = held.stream().map(this::file).collect(Collectors.toSet());
        for (Path file : files()) {
            if (!wanted.contains(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The files in which a person may have answered, whatever their names are made of. */
    List<Path> answers() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.getFileName().toString().endsWith(HELD))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Who owns a file of the folder, or "somebody" where the system does not say. */
    static String owner(Path file) {
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "somebody";
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(HELD)).toList();
        }
    }

    private Path file(Job job) {
        return folder.resolve(job.id() + HELD);
    }
}
