package io.reprieve.connector.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a broker's client for something and waits only so long, whatever the client does: some wait
 * for ever for a broker that has nothing more to say.
 */
final class BoundedMessages {
    /** Longest wait for the end of a session or connection. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.jms");

    private BoundedMessages() {}

    /** What is asked for. */
    @FunctionalInterface
    interface Work {
        void run() throws JMSException, java.io.IOException;
    }

    /** Begins it and waits for nothing; how it ends does not matter. */
    static void aside(String name, Work work) {
        start(name, work);
    }

    /**
     * Waits for it, a short while; how it ends does not matter.
     *
     * @return whether it ended well
     */
    static boolean await(String name, Work work) {
        try {
            run(name, CLOSING, work);
            return true;
        } catch (JMSException | java.io.IOException | RuntimeException e) {
            LOG.debug("{} did not end well", name, e);
            return false;
        }
    }

    /**
     * Waits for it at most so long; then it goes on by itself, and what it uses must be given up.
     *
     * @throws SlowException when it took longer
     */
    static void run(String name, Duration longest, Work work)
            throws JMSException, java.io.IOException {
        FutureTask<Void> task = start(name, work);
        try {
            task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SlowException(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlowException(longest);
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        }
    }

    private static void rethrow(Throwable cause) throws JMSException, java.io.IOException {
        if (cause instanceof JMSException failure) {
            throw failure;
        }
        if (cause instanceof java.io.IOException failure) {
            throw failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error failure) {
            throw failure;
        }
        throw new IllegalStateException(cause);
    }

    private static FutureTask<Void> start(String name, Work work) {
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        Thread thread = new Thread(task, "jms-" + name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
