package io.reprieve.cli;

import io.reprieve.app.FolderErrorMessages;
import io.reprieve.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The lists that a command was given by name. What is no ordinary file (standard input, a pipe, a
 * device) can be read once only, so it is kept in the temporary folder until the command ends; the
 * process ends without Java's own clean-up, so the command closes this. For one thread.
 */
final class GivenLists implements AutoCloseable {
    private static final String STANDARD_INPUT = "-";

    /** What Java makes of bytes of a name that are not UTF-8. */
    private static final char UNKNOWN = '\ufffd';

    /** How often it is seen whether the command is to end while a pipe is read, in ms. */
    private static final long POLL_MILLIS = 10;

    private final List<Path> paths = new ArrayList<>();
    private final Map<Path, String> sources = new HashMap<>();
    private final List<Path> folders = new ArrayList<>();

    /**
     * Finds the lists, and reads what comes through pipes to its end.
     *
     * @param names paths, or {@code -} for standard input
     * @return false when a signal asked to stop meanwhile
     * @throws UsageException when one cannot be read, in words
     */
    boolean read(List<String> names) throws UsageException, InterruptedException {
        for (String name : names) {
            if (STANDARD_INPUT.equals(name)) {
                tellTerminal();
                if (!keep(name, "stdin", () -> System.in)) {
                    return false;
                }
                continue;
            }
            Path path = existing(name);
            if (Files.isRegularFile(path)) {
                paths.add(path);
            } else if (!keep(name, "file:" + name, () -> Files.newInputStream(path))) {
                return false;
            }
        }
        return true;
    }

    /** Where the lists lie, in the order in which they were given. */
    List<Path> paths() {
        return paths;
    }

    /** How reports name where a list came from. */
    String source(Path list) {
        return sources.getOrDefault(list, "file:" + list);
    }

    /** Forgets what was kept. */
    @Override
    public void close() throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> kept = Files.list(folder)) {
                for (Path file : kept.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    private static Path existing(String name) throws UsageException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "'"
                            + name
                            + "' cannot be the name of a file, or not in this locale ("
                            + e.getReason()
                            + "). Set LANG=C.UTF-8, or give the list by standard input: -.");
        }
        if (!Files.exists(path) && name.indexOf(UNKNOWN) >= 0) {
            throw new UsageException(
                    "The name '"
                            + name
                            + "' is not UTF-8, so no such file can be opened. Give the list by"
                            + " standard input: bin/reprieve release - < FILE; or give it another"
                            + " name.");
        }
        if (!Files.exists(path)) {
            throw new UsageException(
                    "There is no file that can be read at " + path.toAbsolutePath() + ".");
        }
        if (Files.isDirectory(path)) {
            throw new UsageException(
                    path.toAbsolutePath() + " is a folder. Give the lists in it by their names.");
        }
        if (!Files.isReadable(path)) {
            throw new UsageException(
                    "User " + Ledgers.user() + " may not read " + path.toAbsolutePath() + ".");
        }
        return path;
    }

    private static void tellTerminal() {
        if (System.console() != null) {
            System.err.println("Reading the list from this terminal; Ctrl-D ends it.");
        }
    }

    /** Something that is opened where it is read, since opening a pipe may wait for its writer. */
    private interface Opened {
        InputStream open() throws IOException;
    }

    /** Nothing can end a read of a pipe, so it is left to a thread that nobody waits for. */
    private boolean keep(String name, String source, Opened input)
            throws UsageException, InterruptedException {
        try {
            Path folder = PrivateFiles.temporaryFolder("reprieve");
            folders.add(folder);
            Path kept = folder.resolve(STANDARD_INPUT.equals(name) ? "stdin" : "pipe");
            // Here, not in the thread: it must not appear again once it was forgotten.
            OutputStream out = PrivateFiles.write(kept);
            FutureTask<Void> copying = new FutureTask<>(() -> copy(input, out), null);
            Thread reader = new Thread(copying, "input");
            reader.setDaemon(true);
            reader.start();
            while (!Shutdown.isAsked()) {
                if (isDone(copying)) {
                    paths.add(kept);
                    sources.put(kept, source);
                    return !Shutdown.isAsked();
                }
            }
            return false;
        } catch (IOException e) {
            throw notKept(name, e);
        }
    }

    private static void copy(Opened input, OutputStream kept) {
        try (InputStream in = input.open();
                kept) {
            in.transferTo(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDone(FutureTask<Void> copying)
            throws IOException, InterruptedException {
        try {
            copying.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException broken) {
                throw broken.getCause();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static UsageException notKept(String name, IOException failure) {
        return new UsageException(
                (STANDARD_INPUT.equals(name) ? "Standard input" : name)
                        + " cannot be read to its end and kept in "
                        + System.getProperty("java.io.tmpdir")
                        + " meanwhile: "
                        + FolderErrorMessages.of(failure)
                        + ". Nothing of it was sent. Another folder for it:"
                        + " JAVA_OPTS=-Djava.io.tmpdir=DIR.");
    }
}
