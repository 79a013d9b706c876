package io.reprieve.connector.files;

import io.reprieve.importing.FileFacts;
import io.reprieve.importing.IgnoredNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Looks which lists lie in the inbox and in its folders of accounts. Each file is looked at by
 * itself: whatever is wrong with one is told, once until that changes, and harms no other.
 * Thread-safe.
 */
final class InboxLook {
    /** So many files are told of at a time that cannot be taken. */
    private static final int MAX_TOLD = 1000;

    private final Path inbox;
    private final Optional<Marker> marker;
    private final BiConsumer<Path, String> tell;
    private Map<Path, String> told = Map.of();
    private Map<Path, String> telling = new HashMap<>();

    /**
     * Looks into that folder.
     *
     * @param tell told what cannot be taken, and why
     */
    InboxLook(Path inbox, Optional<Marker> marker, BiConsumer<Path, String> tell) {
        this.inbox = inbox;
        this.marker = marker;
        this.tell = tell;
    }

    /** A file that may be a list. */
    record Seen(Path path, FileFacts facts) {}

    /** The files that may be lists, the oldest first. */
    synchronized List<Seen> look() {
        List<Seen> seen = new ArrayList<>();
        telling = new HashMap<>();
        look(inbox, true, seen);
        told = telling;
        seen.sort(
                Comparator.comparingLong((Seen file) -> file.facts().modified())
                        .thenComparing(Seen::path));
        return seen;
    }

    private void look(Path folder, boolean isInbox, List<Seen> seen) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                look(entry, folder, isInbox, seen);
            }
        } catch (AccessDeniedException e) {
            tellOnce(folder, "it is a closed folder: " + closed(folder));
        } catch (NoSuchFileException e) {
            if (isInbox) {
                tellOnce(folder, "the inbox is not there; make it again, and lists are taken");
            }
        } catch (IOException | DirectoryIteratorException e) {
            tellOnce(folder, "the folder cannot be read: " + e);
        }
    }

    private void look(Path entry, Path folder, boolean isInbox, List<Seen> seen) {
        String name = entry.getFileName().toString();
        if (IgnoredNames.is(name) || marker.filter(one -> one.isMarker(name)).isPresent()) {
            return;
        }
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(
                            entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Optional<String> problem = problem(entry, facts, isInbox);
            if (problem.isPresent()) {
                tellOnce(entry, problem.get());
            } else if (facts.isDirectory()) {
                look(entry, false, seen);
            } else if (marker.isEmpty() || marker.get().standsBeside(entry)) {
                seen.add(new Seen(entry, FileFacts.of(facts)));
            }
        } catch (NoSuchFileException e) {
            // Taken away since the folder was read.
            return;
        } catch (AccessDeniedException e) {
            tellOnce(folder, "it is a closed folder: " + closed(folder));
        } catch (IOException | RuntimeException e) {
            tellOnce(entry, "it cannot be looked at: " + e);
        }
    }

    private static Optional<String> problem(
            Path entry, BasicFileAttributes facts, boolean isInbox) {
        if (!canBeSaid(entry)) {
            return Optional.of(words());
        }
        if (facts.isDirectory()) {
            return isInbox
                    ? Optional.empty()
                    : Optional.of(
                            "lists are taken from the inbox and from its folders of accounts, and"
                                    + " from no folder below these");
        }
        if (!facts.isRegularFile()) {
            return Optional.of("it is no ordinary file; copy the list itself into the inbox");
        }
        return Files.isReadable(entry) ? Optional.empty() : Optional.of(closed(entry));
    }

    /** Whether the name is the same when it has gone through text, as in the ledger. */
    private static boolean canBeSaid(Path path) {
        try {
            return path.equals(path.getFileSystem().getPath(path.toString()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String words() {
        String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
        return charset.equalsIgnoreCase("UTF-8")
                ? "its name is not UTF-8; give it another name"
                : "its name has characters that are not in "
                        + charset
                        + ", the character set of this process; start Reprieve with bin/reprieve or"
                        + " with LC_ALL=C.UTF-8, or give it another name";
    }

    /** Who may read a file or folder, where that is not this user. */
    private static String closed(Path path) {
        String user = System.getProperty("user.name");
        try {
            PosixFileAttributes facts = Files.readAttributes(path, PosixFileAttributes.class);
            return "it belongs to "
                    + facts.owner().getName()
                    + " and has the mode "
                    + PosixFilePermissions.toString(facts.permissions())
                    + ", so the user "
                    + user
                    + " may not read it; give it the permission to";
        } catch (IOException | UnsupportedOperationException e) {
            return "the user " + user + " may not read it";
        }
    }

    private void tellOnce(Path path, String why) {
        if (telling.size() < MAX_TOLD
                && telling.putIfAbsent(path, why) == null
                && !why.equals(told.get(path))) {
            tell.accept(path, why);
        }
    }
}
