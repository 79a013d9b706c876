package io.reprieve.law;

import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.JobReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the program has said of a list, as an operator finds it in the data folder. */
final class Told {
    private static final Pattern SOURCE = Pattern.compile("file:inbox/([^,]+),");

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
        try (Stream<Path> files = Files.list(folder.path().resolve("approvals"))) {
            return files.filter(file -> file.toString().endsWith(".held.txt"))
                    .filter(file -> list(file).equals(list.name()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The name of the list that such a file is about; empty when the file has gone meanwhile. */
    private static String list(Path held) {
        Matcher source = SOURCE.matcher(content(held));
        return source.find() ? source.group(1) : "";
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
