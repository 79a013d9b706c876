package io.reprieve.connector.files;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Redactor;
import io.reprieve.files.AtomicFile;
import io.reprieve.files.PrivateFiles;
import io.reprieve.importing.FileFacts;
import io.reprieve.importing.InboxFiles;
import io.reprieve.list.ListSubmission;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a list leaves the inbox. What leaves is the very file that was read: one that was dropped
 * under its name meanwhile stays, and is taken as the list it is. Thread-safe.
 */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.accept");

    /** A list on its way to another device, for as long as deleting it takes. */
    private static final String LEAVING = ".reprieve-leaving-";

    /** How long a file that has left is looked at, whether somebody still writes into it. */
    private static final Duration WATCHED = Duration.ofMinutes(15);

    /** So many of them. */
    private static final int MAX_WATCHED = 1000;

    private static final String TAKEN_AGAIN =
            "grew after it was read: it is taken again, and what was read before counts as"
                    + " duplicates. Write lists aside and rename them, or raise"
                    + " reprieve.intake.files.min-age";

    private static final String NOT_TAKEN_AGAIN =
            "grew after it was read. What was added is not sent, since the rest would be sent again"
                    + " (reprieve.dedupe is not 'ledger'): drop the added lines as a list of their"
                    + " own";

    private final InboxFiles inbox;
    private final Duration minAge;
    private final Dedupe dedupe;
    private final Deque<Left> left = new ArrayDeque<>();

    /**
     * Lets lists leave that inbox.
     *
     * @param minAge how long a file must be left unchanged before it is whole
     * @param dedupe whether ids that were read before are told from new ones
     */
    Departure(InboxFiles inbox, Duration minAge, Dedupe dedupe) {
        this.inbox = inbox;
        this.minAge = minAge;
        this.dedupe = dedupe;
    }

    /** A list that has left. */
    private record Left(
            ListSubmission list, boolean isAccepted, Path where, FileFacts facts, long at) {}

    /**
     * Moves a list to where accept said.
     *
     * @param wanted where it goes, or to a free name beside that
     * @param isAccepted false for one that was rejected
     * @throws IOException when it cannot be moved; it lies where it lay
     */
    void leave(ListSubmission list, Path wanted, boolean isAccepted) throws IOException {
        if (!isStill(list, list.path())) {
            staysChanged(list, wanted, isAccepted);
            return;
        }
        PrivateFiles.makeFolder(wanted.getParent());
        Path gone = rename(list, wanted);
        if (gone == null) {
            staysChanged(list, wanted, isAccepted);
        } else {
            PrivateFiles.adopt(gone);
            watch(new Left(list, isAccepted, gone, FileFacts.of(gone), System.nanoTime()));
        }
    }

    /** Looks whether somebody still writes into files that have left; they come back then. */
    synchronized void lookBack() {
        long now = System.nanoTime();
        for (Iterator<Left> each = left.iterator(); each.hasNext(); ) {
            Left file = each.next();
            try {
                boolean isSettled = lookBack(file);
                if (isSettled || now - file.at > WATCHED.toNanos()) {
                    each.remove();
                }
            } catch (NoSuchFileException e) {
                each.remove();
            } catch (IOException e) {
                each.remove();
                LOG.error(
                        "{} grew after it was read, and cannot be taken again: {}",
                        Redactor.of(file.where.toString()),
                        e.toString());
            }
        }
    }

    /** Puts back what a crash left on its way; it is known by what was read of it, or is new. */
    void recover(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, LEAVING + "*")) {
            for (Path file : left) {
                String mark = file.getFileName().toString().substring(LEAVING.length());
                place(file, file.resolveSibling("left-behind-" + mark));
            }
        }
    }

    private static boolean isStill(ListSubmission list, Path where) throws IOException {
        try {
            return InboxFiles.origin(list.path(), FileFacts.of(where)).equals(list.origin());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What lies there now is another list, or a longer one; it is taken, or told. */
    private void staysChanged(ListSubmission list, Path wanted, boolean isAccepted)
            throws IOException {
        if (!isAccepted) {
            Files.deleteIfExists(InboxFiles.reason(wanted));
        }
        FileFacts now;
        try {
            now = FileFacts.of(list.path());
        } catch (NoSuchFileException e) {
            return;
        }
        boolean hasGrown = isAccepted && InboxFiles.hasGrown(list, now);
        if (!hasGrown) {
            LOG.info(
                    "{} was replaced after it was read; what lies there now is a list of its own",
                    Redactor.of(list.source()));
        } else if (dedupe == Dedupe.LEDGER) {
            LOG.warn("{} {}", Redactor.of(list.source()), TAKEN_AGAIN);
        } else {
            setAside(list);
        }
    }

    private void setAside(ListSubmission list) throws IOException {
        Path target = inbox.rejected(list.path().getFileName().toString());
        String words = "The list " + NOT_TAKEN_AGAIN + "." + System.lineSeparator();
        AtomicFile.write(InboxFiles.reason(target), words.getBytes(StandardCharsets.UTF_8));
        PrivateFiles.move(list.path(), target);
        LOG.warn("{} {}", Redactor.of(list.source()), NOT_TAKEN_AGAIN);
    }

    private synchronized void watch(Left file) {
        left.add(file);
        if (left.size() > MAX_WATCHED) {
            left.remove();
        }
    }

    private boolean lookBack(Left file) throws IOException {
        FileFacts now = FileFacts.of(file.where);
        boolean hasGrown = now.key().equals(file.facts.key()) && now.size() > file.facts.size();
        if (!hasGrown) {
            return false;
        }
        long age = System.currentTimeMillis() - now.modified();
        if (age >= 0 && age < minAge.toMillis()) {
            return false;
        }
        if (file.isAccepted && dedupe != Dedupe.LEDGER) {
            LOG.warn("{} {}", Redactor.of(file.where.toString()), NOT_TAKEN_AGAIN);
            return true;
        }
        place(file.where, file.list.path());
        Files.deleteIfExists(InboxFiles.reason(file.where));
        LOG.warn("{} {}", Redactor.of(file.list.source()), TAKEN_AGAIN);
        return true;
    }

    /** Renames a file to that name, or to a free one beside it; where it lies then. */
    private static Path place(Path file, Path wanted) throws IOException {
        // One at a time: a rename replaces what has that name.
        synchronized (Departure.class) {
            Path target = wanted;
            for (int next = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); ) {
                target =
                        wanted.resolveSibling(
                                InboxFiles.shortened(next++ + "-" + wanted.getFileName()));
            }
            PrivateFiles.rename(file, target);
            return target;
        }
    }

    /** As {@link #copyAway} where that is needed; null when it was not what was read. */
    private static Path rename(ListSubmission list, Path wanted) throws IOException {
        Path gone;
        try {
            gone = place(list.path(), wanted);
        } catch (AtomicMoveNotSupportedException e) {
            return copyAway(list, wanted);
        }
        if (isStill(list, gone)) {
            return gone;
        }
        // Somebody was quicker than the move.
        place(gone, list.path());
        return null;
    }

    /**
     * To another device. Only what was read is copied, and only that is deleted.
     *
     * @return where it lies then; null when the file was not any more what was read
     */
    private static Path copyAway(ListSubmission list, Path wanted) throws IOException {
        String mark = UUID.randomUUID().toString();
        Path copy = wanted.resolveSibling("." + mark + ".tmp");
        Path leaving = list.path().resolveSibling(LEAVING + mark);
        try {
            PrivateFiles.copy(list.path(), copy);
            Files.setLastModifiedTime(copy, Files.getLastModifiedTime(list.path()));
            try (FileChannel bytes = PrivateFiles.open(copy)) {
                bytes.force(true);
            }
            PrivateFiles.rename(list.path(), leaving);
            if (!isStill(list, leaving)) {
                place(leaving, list.path());
                return null;
            }
            Path gone = place(copy, wanted);
            Files.delete(leaving);
            return gone;
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
