package io.reprieve.list;

import io.reprieve.domain.NotNowException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads ahead in a thread of its own, so that reading and writing keep two processors busy. A
 * source of one element is read by the caller: a short list needs no thread. At most {@value
 * #AHEAD} elements are kept, and one in hand. For one consumer; the source is only used by one
 * thread at a time.
 *
 * <p>Nobody waits here for somebody who has gone: once it is closed it has no more elements, and
 * when Reprieve is being stopped the consumer is told so.
 */
public final class ReadAhead<T> implements Iterator<T>, AutoCloseable {
    private static final int AHEAD = 4;

    /** How often who waits looks whether there is still something to wait for, in ms. */
    private static final long POLL_MILLIS = 50;

    /** How long closing waits for a source that does not come back from a read, in ms. */
    private static final long CLOSING = 2000;

    private final Iterator<T> source;
    private final String name;
    private final BooleanSupplier stopping;
    private final BlockingQueue<Read<T>> queue = new ArrayBlockingQueue<>(AHEAD);
    private Thread thread;
    private volatile boolean closed;
    private Read<T> next;
    private boolean isFirst = true;

    /**
     * Reads that source.
     *
     * @param name of the thread, for those who look at a dump
     * @param stopping whether Reprieve is being stopped: nobody waits for the source then
     */
    public ReadAhead(Iterator<T> source, String name, BooleanSupplier stopping) {
        this.source = source;
        this.name = name;
        this.stopping = stopping;
    }

    /** What was read: an element, or the failure that ended reading, or neither at the end. */
    private record Read<T>(T element, Throwable failure) {
        private boolean isElement() {
            return element != null;
        }
    }

    /** Whether there is another element; there is none once this is closed. */
    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        if (next == null) {
            next = isFirst ? read() : take();
            isFirst = false;
        }
        if (next.failure() instanceof Error error) {
            throw error;
        }
        if (next.failure() instanceof RuntimeException failure) {
            throw failure;
        }
        return next.isElement();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T element = next.element();
        next = null;
        return element;
    }

    /** Lets no further element come, without waiting for the thread that reads. */
    public void end() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Ends reading; the source can be closed then. */
    @Override
    public void close() {
        end();
        if (thread == null) {
            return;
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Read<T> read() {
        try {
            return new Read<>(source.hasNext() ? source.next() : null, null);
        } catch (RuntimeException | Error e) {
            // Whoever waits for what is read must not wait for ever.
            return new Read<>(null, e);
        }
    }

    private Read<T> take() {
        if (thread == null) {
            thread = new Thread(this::fill, name);
            thread.setDaemon(true);
            thread.start();
        }
        try {
            Read<T> read = null;
            while (read == null && !closed) {
                if (stopping.getAsBoolean()) {
                    throw NotNowException.stopping();
                }
                read = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            return read == null ? new Read<>(null, null) : read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NotNowException.stopping();
        }
    }

    private void fill() {
        try {
            boolean more = true;
            while (more && !closed) {
                Read<T> read = read();
                boolean isGiven = false;
                while (!isGiven && !closed) {
                    isGiven = queue.offer(read, POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
                more = read.isElement();
            }
        } catch (InterruptedException e) {
            // Only closing interrupts it.
            Thread.currentThread().interrupt();
        }
    }
}
