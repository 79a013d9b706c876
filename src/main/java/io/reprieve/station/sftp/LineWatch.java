package io.reprieve.station.sftp;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** Ends work at servers that takes too long, and all of it when Reprieve is being stopped. */
final class LineWatch implements AutoCloseable {
    private static final long LOOK = 100;

    /** What is under way may still come to its end, in looks. */
    private static final int GRACE = 20;

    private final Collection<Line> lines;
    private final CamelContext context;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(LineWatch::thread);
    private int stopping;

    LineWatch(Collection<Line> lines, CamelContext context) {
        this.lines = List.copyOf(lines);
        this.context = context;
    }

    LineWatch start() {
        thread.scheduleWithFixedDelay(this::look, LOOK, LOOK, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        lines.forEach(Line::hangUp);
    }

    private void look() {
        boolean hurry = context.isStopping() && stopping++ > GRACE;
        for (Line line : lines) {
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
