package io.reprieve.connector.files;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;

/**
 * Polls the inbox at its pace, and at once when something has come into one of its folders: a look
 * at the folders' own time of change costs next to nothing, and needs no notices of the file
 * system. Where those times come late, the pace is what counts. Thread-safe; all polls are made by
 * one thread.
 */
public final class InboxScheduler extends DefaultScheduledPollConsumerScheduler {
    /** Pause between two looks, in ms. */
    private static final long POLL_MILLIS = 100;

    private final List<File> folders;
    private final Duration pause;
    private final BooleanSupplier isSomethingComing;
    private List<Long> seen = List.of();
    private long polled;

    /**
     * A scheduler for that inbox.
     *
     * @param folders the inbox, and its folders of accounts; one that is missing may come later
     * @param pause between two polls, where nothing new is seen
     * @param isSomethingComing whether the last poll left something for the next look
     */
    InboxScheduler(List<Path> folders, Duration pause, BooleanSupplier isSomethingComing) {
        this.isSomethingComing = isSomethingComing;
        this.folders = folders.stream().map(Path::toFile).toList();
        this.pause = pause;
        setInitialDelay(0);
        setDelay(Math.min(POLL_MILLIS, pause.toMillis()));
    }

    @Override
    public void scheduleTask(Runnable poll) {
        seen = List.of();
        super.scheduleTask(() -> pollIfDue(poll));
    }

    private void pollIfDue(Runnable poll) {
        // Looked at before the poll: what comes while it is made is seen by the next look.
        List<Long> now = folders.stream().map(File::lastModified).toList();
        boolean isNew = isSomethingComing.getAsBoolean() || !now.equals(seen);
        seen = now;
        if (isNew || System.nanoTime() - polled >= pause.toNanos()) {
            try {
                poll.run();
            } finally {
                polled = System.nanoTime();
            }
        }
    }
}
