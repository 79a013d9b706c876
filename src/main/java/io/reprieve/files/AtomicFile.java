package io.reprieve.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that appears whole or not at all, and survives a power cut once it has appeared: written
 * under a hidden name beside its target ({@code .NAME.tmp}), synced, renamed, the folder synced.
 * Whatever stood at the target stays until then. Missing folders are created.
 *
 * <p>For one thread at a time. Two writers of the same target at once spoil each other's work; the
 * caller keeps them apart. Every failure is a {@link FileWriteException}.
 *
 * <pre>{@code
 * try (AtomicFile file = AtomicFile.create(target)) {
 *     file.out().write(bytes);
 *     file.commit();
 * }
 * }</pre>
 */
public final class AtomicFile implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final Pattern ASIDE = Pattern.compile("\\.(.+)\\.tmp");

    private final Path target;
    private final Path aside;
    // Not a channel: an interrupt would close one in the middle of a write.
    private final FileOutputStream file;
    private final OutputStream out;
    private boolean committed;

    private AtomicFile(Path target, Path aside, FileOutputStream file) {
        this.target = target;
        this.aside = aside;
        this.file = file;
        this.out = new BufferedOutputStream(new Explained(file), BUFFER);
    }

    /**
     * Begins a file; what a crash left under the hidden name is thrown away.
     *
     * @param target where it appears with {@link #commit()}
     */
    public static AtomicFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path aside = aside(absolute);
        try {
            PrivateFiles.makeFolder(absolute.getParent());
            Files.deleteIfExists(aside);
            return new AtomicFile(absolute, aside, PrivateFiles.create(aside));
        } catch (IOException e) {
            throw FileWriteException.of(absolute, e);
        }
    }

    /** Writes a small file in one go. */
    public static void write(Path target, byte[] content) throws IOException {
        try (AtomicFile file = create(target)) {
            file.out().write(content);
            file.commit();
        }
    }

    /**
     * Makes sure that neither the file nor what a crash left of it is there, power cuts included.
     */
    public static void delete(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        try {
            boolean wasAside = Files.deleteIfExists(aside(absolute));
            if (Files.deleteIfExists(absolute) || wasAside) {
                PrivateFiles.syncFolder(absolute.getParent());
            }
        } catch (IOException e) {
            throw FileWriteException.of(absolute, e);
        }
    }

    /**
     * Throws away what crashes left of files that nobody will write again.
     *
     * @param folder where they would have appeared; it need not exist
     * @param name which of them, by the name they would have had
     */
    public static void sweep(Path folder, Predicate<String> name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher left = ASIDE.matcher(file.getFileName().toString());
                if (left.matches() && name.test(left.group(1))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw FileWriteException.of(folder, e.getCause());
        } catch (IOException e) {
            throw FileWriteException.of(folder, e);
        }
    }

    /** Where the content goes; buffered, so that small writes are cheap. Need not be closed. */
    public OutputStream out() {
        return out;
    }

    /** Brings what was written so far to the disk. */
    public void sync() throws IOException {
        try {
            out.flush();
            file.getFD().sync();
        } catch (IOException e) {
            throw FileWriteException.of(target, e);
        }
    }

    /** Makes the file appear at its target, in place of what stood there. Nothing can be added. */
    public void commit() throws IOException {
        sync();
        try {
            file.close();
            PrivateFiles.rename(aside, target);
            committed = true;
            PrivateFiles.syncFolder(target.getParent());
        } catch (IOException e) {
            throw FileWriteException.of(target, e);
        }
    }

    /** Throws away what was not committed. */
    @Override
    public void close() throws IOException {
        if (committed) {
            return;
        }
        try {
            file.close();
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static Path aside(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".tmp");
    }

    /** Says in words why a write failed, whoever is writing. */
    private final class Explained extends FilterOutputStream {

        Explained(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw FileWriteException.of(target, e);
            }
        }
    }
}
