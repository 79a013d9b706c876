package io.reprieve.connector.sftp;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** Ends work at servers that takes too long, and all of it when Reprieve is being stopped. */
final class SftpWatchdog implements AutoCloseable {
    private static final long POLL_MILLIS = 100;

    /** What is under way may still come to its end, in looks. */
    private static final int GRACE = 20;

    private final Collection<SftpConnection> lines;
    private final CamelContext context;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(SftpWatchdog::thread);
    private int stopping;

    SftpWatchdog(Collection<SftpConnection> lines, CamelContext context) {
        this.lines = List.copyOf(lines);
        this.context = context;
    }

    SftpWatchdog start() {
        thread.scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        lines.forEach(SftpConnection::hangUp);
    }

    private void look() {
        boolean hurry = context.isStopping() && stopping++ > GRACE;
        for (SftpConnection line : lines) {
            if (hurry) {
                line.hangUp();
            } else {
                line.cutIfOverdue();
            }
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sftp-watch");
        thread.setDaemon(true);
        return thread;
    }
}
