package io.reprieve.endpoint;

import io.reprieve.domain.NotNowException;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.CommitSignal;
import io.reprieve.ledger.LedgerItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Gives a route one due item after another, in a thread of its own. Between two looks it sleeps
 * until a commit or the next due time.
 *
 * <p>Suspendable, so that Camel stops the steps of the route only after the exchange under way: a
 * step that is stopped fails, and a call that has its answer would be in doubt.
 */
final class LedgerConsumer<T> extends DefaultConsumer implements Suspendable {
    /** How long a failed item is left alone, unless the ledger says longer. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final DueItems<T> items;
    private final LedgerWatch watch;
    private final ErrorReporter errors;
    private final Clock clock;
    private final String name;
    private final Map<Object, Instant> resting = new HashMap<>();

    LedgerConsumer(
            LedgerEndpoint endpoint,
            Processor processor,
            DueItems<T> items,
            CommitSignal commits,
            Clock clock,
            ErrorReporter errors) {
        super(endpoint, processor);
        this.items = items;
        this.watch = new LedgerWatch(commits, clock, endpoint.getMinDelay(), this::isActive);
        this.clock = clock;
        this.errors = errors;
        this.name = endpoint.getEndpointUri();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThread(name, this::run)
                .start();
    }

    @Override
    protected void doStop() throws Exception {
        watch.wake();
        super.doStop();
    }

    private boolean isActive() {
        return isRunAllowed() && !isStopping();
    }

    private void run() {
        watch.run(
                this::look,
                this::nextDue,
                failure -> errors.say(name, ErrorReporter.words(failure)));
    }

    /** Whether there was anything. */
    private boolean look() {
        List<T> due = ready();
        for (T item : due) {
            if (!isActive() || isSuspendingOrSuspended()) {
                break;
            }
            process(item);
        }
        return !due.isEmpty();
    }

    private List<T> ready() {
        Instant now = clock.instant();
        resting.values().removeIf(end -> !end.isAfter(now));
        List<T> ready = new ArrayList<>();
        if (!isSuspendingOrSuspended()) {
            for (T item : items.due()) {
                if (!resting.containsKey(items.key(item))) {
                    ready.add(item);
                }
            }
        }
        return ready;
    }

    private Instant nextDue() {
        Instant next = items.nextDue();
        for (Instant end : resting.values()) {
            next =
                    next == null || end.isBefore(next) || next.isBefore(clock.instant())
                            ? end
                            : next;
        }
        return next;
    }

    private void process(T item) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(LedgerItem.PROPERTY, item);
            exchange.getIn().setBody(item);
            getProcessor().process(exchange);
        } catch (Exception | Error e) {
            exchange.setException(e);
        }
        try {
            end(item, exchange);
        } catch (RuntimeException e) {
            resting.put(items.key(item), clock.instant().plus(REST));
            errors.say(name, ErrorReporter.words(e));
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void end(T item, Exchange exchange) {
        Throwable failure = ErrorReporter.cause(exchange.getException());
        if (failure == null) {
            items.commit(item);
            return;
        }
        resting.put(items.key(item), clock.instant().plus(REST));
        if (!(failure instanceof NotNowException)) {
            items.rollback(item, exchange, failure);
        }
    }
}
