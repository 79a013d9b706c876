package io.reprieve.endpoint;

import io.reprieve.calls.CallDispatcher;
import io.reprieve.calls.ReleaseCall;
import io.reprieve.domain.Part;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.CommitSignal;
import io.reprieve.verify.VerifySteps;
import io.reprieve.verify.VerifyTask;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * Claims calls, parts of calls and messages to look up in one thread, since they share places and
 * budget, and hands each to the consumer of its endpoint. Works while all three are started.
 */
final class CallFeed implements CallDispatcher.Receiver {
    /** Claimed calls that wait for a thread; then no further are claimed. */
    private static final int QUEUE = 1_000;

    private static final long POLL_MILLIS = 100;

    private static final String NAME = "ledger:calls";

    private final CallDispatcher dispatcher;
    private final VerifySteps verify;
    private final LedgerWatch watch;
    private final ErrorReporter errors;
    private final BlockingQueue<ReleaseCall> calls = new ArrayBlockingQueue<>(QUEUE);
    private final BlockingQueue<VerifyTask> tasks = new ArrayBlockingQueue<>(QUEUE);
    private PartConsumer parts;
    private boolean hasCalls;
    private boolean hasTasks;
    private volatile Thread thread;

    CallFeed(
            CallDispatcher dispatcher,
            VerifySteps verify,
            CommitSignal commits,
            Clock clock,
            ErrorReporter errors) {
        this.dispatcher = dispatcher;
        this.verify = verify;
        this.errors = errors;
        this.watch = new LedgerWatch(commits, clock, 0, this::isActive);
    }

    BlockingQueue<ReleaseCall> calls() {
        return calls;
    }

    BlockingQueue<VerifyTask> tasks() {
        return tasks;
    }

    /** Takes note that the consumer of parts is started, or null: is not any more. */
    synchronized void parts(PartConsumer consumer, CamelContext context) {
        parts = consumer;
        startOrStop(context);
    }

    /** The same for the consumer of calls. */
    synchronized void calls(boolean isStarted, CamelContext context) {
        hasCalls = isStarted;
        startOrStop(context);
    }

    /** The same for the consumer of messages to look up. */
    synchronized void tasks(boolean isStarted, CamelContext context) {
        hasTasks = isStarted;
        startOrStop(context);
    }

    private void startOrStop(CamelContext context) {
        boolean isComplete = parts != null && hasCalls && hasTasks;
        if (isComplete && thread == null) {
            thread = context.getExecutorServiceManager().newThread(NAME, this::run);
            thread.start();
        } else if (!isComplete && thread != null) {
            thread = null;
            watch.wake();
        }
    }

    private boolean isActive() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        watch.run(
                this::dispatch,
                dispatcher::nextDue,
                failure -> errors.say(NAME, ErrorReporter.words(failure)));
    }

    private boolean dispatch() throws InterruptedException {
        boolean any = dispatcher.dispatch(this);
        if (dispatcher.takeHurry()) {
            PartConsumer consumer = consumer();
            if (consumer != null) {
                consumer.completeCalls();
            }
        }
        return any;
    }

    private synchronized PartConsumer consumer() {
        return parts;
    }

    @Override
    public void call(ReleaseCall call) throws InterruptedException {
        put(calls, call);
    }

    @Override
    public void part(Part part) {
        PartConsumer consumer = consumer();
        if (consumer != null) {
            consumer.give(part);
        }
    }

    @Override
    public void doubt(Part part) throws InterruptedException {
        put(tasks, verify.task(part));
    }

    /** What finds no place since Reprieve is being stopped is given back by the next start. */
    private <T> void put(BlockingQueue<T> queue, T item) throws InterruptedException {
        while (!queue.offer(item, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!isActive()) {
                return;
            }
        }
    }
}
