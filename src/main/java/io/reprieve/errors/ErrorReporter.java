package io.reprieve.errors;

import io.reprieve.domain.NotNowException;
import io.reprieve.domain.Redactor;
import io.reprieve.importing.ListImport;
import io.reprieve.importing.SourceHealth;
import io.reprieve.list.ListSubmission;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells trouble in words, once a minute for each: a full disk must not fill the log too. As a
 * processor it tells of every attempt that is repeated. Thread-safe.
 */
public final class ErrorReporter implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.trouble");
    private static final Duration REPEAT_AFTER = Duration.ofMinutes(1);

    private final Clock clock;
    private final SourceHealth health;
    private final Map<String, Instant> told = new HashMap<>();

    /** Tells with that clock, and lets those know who look after the sources. */
    public ErrorReporter(Clock clock, SourceHealth health) {
        this.clock = clock;
        this.health = health;
    }

    /** Tells what failed, for a failure that has words of its own. */
    public void tell(
            Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable caught) {
        Throwable failure = cause(caught);
        if (failure instanceof NotNowException) {
            return;
        }
        String words = Redactor.of(words(failure));
        health.note(exchange, words);
        ListSubmission list = exchange.getProperty(ListImport.FILE, ListSubmission.class);
        String where = list == null ? exchange.getFromRouteId() : list.source() + " stays";
        if (isNew(where + words)) {
            LOG.error("{}: {}", where, words);
        }
    }

    /**
     * Tells what is wrong somewhere.
     *
     * @param where a source, a file, a sink
     * @param words what is wrong, and what to do about it
     */
    public void say(String where, String words) {
        String fit = Redactor.of(where + ": " + words);
        if (isNew(fit)) {
            LOG.error("{}", fit);
        }
    }

    /** Tells what nobody expected, with its cause, since that is a defect. */
    public void tellUnexpected(
            Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        if (failure instanceof NotNowException) {
            return;
        }
        if (isNew(exchange.getFromRouteId() + failure)) {
            LOG.error(
                    "unexpected in route {}; nothing is lost, what was under way is looked at"
                            + " again at the next start",
                    exchange.getFromRouteId(),
                    failure);
        }
    }

    @Override
    public void process(Exchange exchange) {
        tell(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private synchronized boolean isNew(String what) {
        Instant now = clock.instant();
        told.values().removeIf(when -> when.plus(REPEAT_AFTER).isBefore(now));
        return told.putIfAbsent(what, now) == null;
    }

    /** What Camel has wrapped, for instance because it happened within a split. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CamelExchangeException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What a failure says, or the kind of it where it says nothing. */
    public static String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause.getMessage() == null) {
            return cause.getClass().getSimpleName();
        }
        // Such a message is a path, and the kind of the failure is all that it says.
        boolean isPath = cause instanceof FileSystemException file && file.getReason() == null;
        return isPath
                ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : cause.getMessage();
    }
}
