package io.reprieve.connector.files;

import io.reprieve.domain.NotNowException;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.importing.InboxFiles;
import io.reprieve.importing.ListImport;
import io.reprieve.list.ListSubmission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Takes the lists that lie in the inbox, one after another; a list that takes longer than a moment
 * keeps none of the others, since {@value #MAX_AT_ONCE} are taken at once then. Polled by one
 * thread.
 */
final class InboxConsumer extends ScheduledPollConsumer {
    /** Lists that are read at once: each needs some memory. */
    static final int MAX_AT_ONCE = 3;

    /** How long the others wait for a list, in ms. */
    private static final long WAIT_MILLIS = 500;

    /** How long others may wait for those that are read before that is told. */
    private static final Duration SLOW_AFTER = Duration.ofSeconds(10);

    /** Pause between two looks of a poll that waits for what is coming, in ms. */
    private static final long POLL_MILLIS = 100;

    private final InboxComponent.Parts parts;
    private ExecutorService workers;

    InboxConsumer(InboxComponent.InboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.parts = endpoint.parts();
    }

    @Override
    protected void doStart() throws Exception {
        parts.recover();
        workers =
                getEndpoint()
                        .getCamelContext()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(this, "inbox", MAX_AT_ONCE);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (workers != null) {
            // Whoever reads from a disk that hangs, or a list without an end, is let go.
            workers.shutdownNow();
        }
    }

    @Override
    protected int poll() throws Exception {
        int taken = pollOnce();
        while (parts.isPatient() && parts.waiting().isSomethingComing() && mayTake()) {
            Thread.sleep(POLL_MILLIS);
            taken += pollOnce();
        }
        return taken;
    }

    private int pollOnce() throws Exception {
        parts.departure().lookBack();
        int taken = 0;
        for (InboxLook.Seen file : parts.waiting().ready(parts.look().look())) {
            if (!mayTake() || !awaitWorker()) {
                return taken;
            }
            take(file.path());
            taken++;
        }
        if (taken == 0
                && !parts.waiting().isSomethingComing()
                && mayTake()
                && parts.inbox().hasRunEmpty()) {
            // Once after something: then nothing more is expected at the moment.
            processEmptyMessage();
        }
        return taken;
    }

    private boolean mayTake() {
        return isPollAllowed() && !parts.gate().isStopping();
    }

    private boolean awaitWorker() throws InterruptedException {
        long begin = System.nanoTime();
        while (parts.waiting().underWay().size() >= MAX_AT_ONCE && mayTake()) {
            Thread.sleep(POLL_MILLIS);
            if (System.nanoTime() - begin > SLOW_AFTER.toNanos()) {
                parts.troubles()
                        .say(
                                "inbox",
                                "other lists wait, since these take long to read: "
                                        + parts.waiting().underWay());
            }
        }
        return mayTake();
    }

    private void take(Path path) throws InterruptedException {
        parts.waiting().begin(path);
        Future<?> done = workers.submit(() -> process(path));
        try {
            done.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It goes on, and so do the others.
            return;
        } catch (ExecutionException e) {
            getExceptionHandler().handleException(e.getCause());
        }
    }

    private void process(Path path) {
        Exchange exchange = createExchange(false);
        boolean isDone = false;
        try {
            exchange.getIn().setBody(path);
            getProcessor().process(exchange);
            if (exchange.getException() == null) {
                leave(exchange);
                isDone = true;
            }
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            settle(exchange, path, isDone);
            releaseExchange(exchange, false);
        }
    }

    private void leave(Exchange exchange) throws IOException {
        String moveTo = exchange.getProperty(InboxFiles.MOVE_TO, String.class);
        ListSubmission list = exchange.getProperty(ListImport.FILE, ListSubmission.class);
        try {
            parts.leave(list, Path.of(moveTo), exchange);
        } catch (IOException e) {
            throw new IOException(
                    "what was read of it is done, and it is not read again, but the file cannot be"
                            + " moved to "
                            + moveTo
                            + ". Give this user the permission to write both folders. ("
                            + e
                            + ")",
                    e);
        }
    }

    private void settle(Exchange exchange, Path path, boolean isDone) {
        Throwable failure = ErrorReporter.cause(exchange.getException());
        if (isDone) {
            parts.waiting().done(path);
            parts.inbox().left(path);
        } else if (failure instanceof NotNowException) {
            parts.waiting().later(path);
        } else {
            // Camel takes a failure within a split for one that was dealt with.
            if (failure != null) {
                parts.troubles().tell(exchange, failure);
            }
            parts.waiting().failed(path);
        }
    }
}
