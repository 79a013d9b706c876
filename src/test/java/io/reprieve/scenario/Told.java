package io.reprieve.scenario;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the program says in its log, as long as this is open. */
public final class Told extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger ALL = (Logger) LoggerFactory.getLogger("reprieve");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Told() {}

    /** Listens from now on. */
    public static Told begin() {
        Told told = new Told();
        told.start();
        ALL.addAppender(told);
        return told;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }

    /** Lines that contain those words, in order. */
    public List<String> lines(String words) {
        return lines.stream().filter(line -> line.contains(words)).toList();
    }

    /** Waits for a line that contains those words. */
    public String awaitLine(String words) {
        await("'" + words + "' in the log").until(() -> !lines(words).isEmpty());
        return lines(words).get(0);
    }

    @Override
    public void close() {
        ALL.detachAppender(this);
        stop();
    }
}
