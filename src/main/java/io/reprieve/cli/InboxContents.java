package io.reprieve.cli;

import io.reprieve.domain.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** How many files lie in an inbox, and since when. */
final class InboxContents {
    /** A folder for each account lies below the inbox, and lists in it. */
    private static final int DEPTH = 2;

    private long files;
    private Instant oldest = Instant.MAX;

    private InboxContents() {}

    /** In one line. */
    static String words(Path inbox) {
        InboxContents look = new InboxContents();
        String shown = inbox.toAbsolutePath().normalize().toString();
        try (Stream<Path> paths = Files.walk(inbox, DEPTH)) {
            paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .forEach(look::add);
        } catch (IOException | UncheckedIOException e) {
            return Files.notExists(inbox)
                    ? "there is no " + shown
                    : shown + " may not be read by this user";
        }
        return look.files == 0
                ? "empty (" + shown + ")"
                : Text.count(look.files, "file")
                        + " in "
                        + shown
                        + ", the oldest of "
                        + look.oldest.truncatedTo(ChronoUnit.SECONDS);
    }

    private void add(Path file) {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            files++;
            oldest = time.toInstant().isBefore(oldest) ? time.toInstant() : oldest;
        } catch (IOException e) {
            // Taken meanwhile.
            return;
        }
    }
}
