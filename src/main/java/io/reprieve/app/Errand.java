package io.reprieve.app;

import io.reprieve.domain.NotNowException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Something that is done in a thread of its own, so that whoever waits for it has a way out. For
 * one who waits.
 */
final class Errand<T> {
    private static final long POLL_MILLIS = 50;

    /** What is being stopped may still end by itself, in words of its own. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final FutureTask<T> task;

    private Errand(FutureTask<T> task) {
        this.task = task;
    }

    /** Begins it; the process does not wait for it. */
    static <T> Errand<T> of(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Errand<>(task);
    }

    /** Waits for its end for some time; whether it has ended. */
    boolean await(Duration most) throws InterruptedException {
        try {
            task.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            task.cancel(true);
            return false;
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Waits for its result.
     *
     * @throws NotNowException when Reprieve is being stopped, and it does not end by itself
     */
    T await(BooleanSupplier stopping) throws InterruptedException {
        long stopped = 0;
        while (stopped * POLL_MILLIS < GRACE.toMillis()) {
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                stopped += stopping.getAsBoolean() ? 1 : 0;
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }
        task.cancel(true);
        throw NotNowException.stopping();
    }

    private static RuntimeException failure(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure.getCause());
    }
}
