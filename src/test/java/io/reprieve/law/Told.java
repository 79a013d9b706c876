package io.reprieve.law;

import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.JobReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the program has said of a list, as an operator finds it in the data folder. */
final class Told {
    private final DataFolder folder;

    Told(DataFolder folder) {
        this.folder = folder;
    }

    /** Whether the list was refused as a whole. */
    boolean isRejected(OddList list) {
        return Files.exists(folder.path().resolve("rejected").resolve(list.name() + ".reason.txt"));
    }

    /** The report of the list, once there is one. */
    Optional<JobReport> report(OddList list) {
        List<JobReport> reports = folder.reportsOf(list.name());
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.get(0));
    }

    /** The file that says that the list waits for a person. */
    Optional<Path> held(OddList list) {
        String words = "file:inbox/" + list.name() + ",";
        try (Stream<Path> files = Files.list(folder.path().resolve("approvals"))) {
            return files.filter(file -> file.toString().endsWith(".held.txt"))
                    .filter(file -> content(file).contains(words))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Answers for a held list, as a person does who renames its file. */
    static void answer(Path held, String word) {
        String name = held.getFileName().toString().replace(".held.txt", "." + word + ".txt");
        try {
            Files.move(held, held.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that goes while it is looked at says nothing. */
    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
