package io.reprieve.station;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;

/**
 * Polls the inbox at its pace, and at once when something has come into one of its folders: a look
 * at the folders' own time of change costs nothing, and works on any file system. Thread-safe; all
 * polls are made by one thread.
 */
public final class InboxScheduler extends DefaultScheduledPollConsumerScheduler {
    /** Pause between two looks, in ms. */
    private static final long LOOK = 100;

    private final List<File> folders;
    private final long pause;
    private List<Long> seen = List.of();
    private long polled;

    /**
     * A scheduler for that inbox.
     *
     * @param folders the inbox, and its folders of accounts; one that is missing may come later
     * @param pause between two polls, where nothing new is seen
     */
    public InboxScheduler(List<Path> folders, Duration pause) {
        this.folders = folders.stream().map(Path::toFile).toList();
        this.pause = pause.toMillis();
        setInitialDelay(0);
        setDelay(Math.min(LOOK, this.pause));
    }

    @Override
    public void scheduleTask(Runnable poll) {
        super.scheduleTask(() -> pollIfDue(poll));
    }

    private void pollIfDue(Runnable poll) {
        // Looked at before the poll: what comes while it is made is seen by the next look.
        List<Long> now = folders.stream().map(File::lastModified).toList();
        boolean isNew = !now.equals(seen);
        seen = now;
        if (isNew || System.nanoTime() - polled >= Duration.ofMillis(pause).toNanos()) {
            try {
                poll.run();
            } finally {
                polled = System.nanoTime();
            }
        }
    }
}
