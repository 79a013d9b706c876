package io.reprieve.endpoint;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.LedgerException;
import io.reprieve.ledger.LedgerItem;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Gives a route claimed work, in as many threads as the endpoint says. What the end of an exchange
 * means is written into the ledger, however long that takes no writes.
 *
 * <p>Suspendable, so that Camel stops the steps of the route only after the exchange under way: a
 * step that is stopped fails, and a call that has its answer would be in doubt.
 */
final class WorkConsumer<T> extends DefaultConsumer implements Suspendable {
    /** How often a thread without work looks whether it is to end, in ms. */
    private static final long POLL_MILLIS = 100;

    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 5_000;

    private final LedgerEndpoint endpoint;
    private final BlockingQueue<T> queue;
    private final Ending<T> ending;
    private final Started started;
    private final ErrorReporter errors;
    private ExecutorService threads;

    WorkConsumer(
            LedgerEndpoint endpoint,
            Processor processor,
            BlockingQueue<T> queue,
            Ending<T> ending,
            Started started,
            ErrorReporter errors) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.queue = queue;
        this.ending = ending;
        this.started = started;
        this.errors = errors;
    }

    /** What the end of an exchange means. */
    interface Ending<T> {
        /** Writes down what it takes after a failure; may be called again after it failed. */
        void rollback(T item, Throwable failure);

        /** Makes room for the next item, whatever came of this one. */
        void leave(T item);

        /** Whether Reprieve is being stopped, so that the next start has to look at it. */
        boolean isStopping();
    }

    /** Is told when it begins and ends to take work. */
    interface Started {
        void is(boolean started);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        int size = endpoint.getConcurrentConsumers();
        threads =
                endpoint.getCamelContext()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(this, endpoint.getEndpointUri(), size);
        for (int i = 0; i < size; i++) {
            threads.execute(this::run);
        }
        started.is(true);
    }

    @Override
    protected void doStop() throws Exception {
        started.is(false);
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(threads);
            threads = null;
        }
        super.doStop();
    }

    /** Whatever an item throws, the thread takes the next one. */
    private void run() {
        while (isRunAllowed() && !isStopping()) {
            try {
                if (isSuspendingOrSuspended()) {
                    Thread.sleep(POLL_MILLIS);
                    continue;
                }
                T item = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (item != null) {
                    process(item);
                }
            } catch (InterruptedException e) {
                // Who means to end it has said so before; anything else must not.
                continue;
            } catch (RuntimeException | Error e) {
                errors.say(endpoint.getEndpointUri(), ErrorReporter.words(e));
            }
        }
    }

    private void process(T item) throws InterruptedException {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(LedgerItem.PROPERTY, item);
            exchange.getIn().setBody(item);
            getProcessor().process(exchange);
        } catch (Exception | Error e) {
            exchange.setException(e);
        }
        try {
            Throwable failure = ErrorReporter.cause(exchange.getException());
            if (failure != null) {
                tell(exchange, failure);
                rollback(item, exchange, failure);
            }
        } finally {
            ending.leave(item);
            releaseExchange(exchange, false);
        }
    }

    /** Camel breaks a step off that is being repeated when it stops. */
    private void tell(Exchange exchange, Throwable failure) {
        if (failure instanceof LedgerException) {
            errors.tell(exchange, failure);
        } else if (!(ending.isStopping() && failure instanceof RejectedExecutionException)) {
            errors.tellUnexpected(exchange, failure);
        }
    }

    private void rollback(T item, Exchange exchange, Throwable failure)
            throws InterruptedException {
        long pause = FIRST_PAUSE;
        while (true) {
            try {
                ending.rollback(item, failure);
                return;
            } catch (RuntimeException e) {
                errors.tell(exchange, e);
            }
            for (long left = pause; left > 0; left -= POLL_MILLIS) {
                if (ending.isStopping()) {
                    return;
                }
                Thread.sleep(POLL_MILLIS);
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }
}
