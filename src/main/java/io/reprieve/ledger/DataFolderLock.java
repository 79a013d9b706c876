package io.reprieve.ledger;

import io.reprieve.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that one process works on a data folder. The operating system gives the lock back when the
 * process ends, however it ends.
 */
public final class DataFolderLock implements AutoCloseable {
    private static final String FILE = "reprieve.lock";
    private static final int LOOKS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final FileChannel channel;
    private final FileLock lock;

    private DataFolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @param folder the ledger's folder; made where it is missing
     * @return empty where another process has it
     * @throws IOException when the folder cannot be written
     */
    public static Optional<DataFolderLock> take(Path folder) throws IOException {
        PrivateFiles.makeFolder(folder);
        Optional<DataFolderLock> taken = tryTake(folder);
        // A command that only looks has it for a moment.
        for (int again = 0; taken.isEmpty() && again < LOOKS; again++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            taken = tryTake(folder);
        }
        return taken;
    }

    /**
     * Whether a process works on a data folder now, whatever the last one left behind. Changes
     * nothing, and makes nothing.
     *
     * @param folder the ledger's folder; it need not be there
     * @throws IOException when this user may not look
     */
    public static boolean isHeld(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(FILE))) {
            return false;
        }
        Optional<DataFolderLock> free = tryTake(folder);
        if (free.isPresent()) {
            free.get().close();
        }
        return free.isEmpty();
    }

    private static Optional<DataFolderLock> tryTake(Path folder) throws IOException {
        FileChannel channel = PrivateFiles.open(folder.resolve(FILE));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new DataFolderLock(channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process, through another call: as good as another process.
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
