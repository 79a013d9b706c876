package io.reprieve.station;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads ahead in a thread of its own, so that reading and writing keep two processors busy. A
 * source of one element is read by the caller: a short list needs no thread. At most {@value
 * #AHEAD} elements are kept, and one in hand. For one consumer; the source is only used by one
 * thread at a time.
 */
final class ReadAhead<T> implements Iterator<T>, AutoCloseable {
    private static final int AHEAD = 4;

    private final Iterator<T> source;
    private final String name;
    private final BlockingQueue<Read<T>> queue = new ArrayBlockingQueue<>(AHEAD);
    private Thread thread;
    private volatile boolean closed;
    private Read<T> next;
    private boolean isFirst = true;

    /**
     * Reads that source.
     *
     * @param name of the thread, for those who look at a dump
     */
    ReadAhead(Iterator<T> source, String name) {
        this.source = source;
        this.name = name;
    }

    /** What was read: an element, or the failure that ended reading, or neither at the end. */
    private record Read<T>(T element, Throwable failure) {
        private boolean isElement() {
            return element != null;
        }
    }

    @Override
    public boolean hasNext() {
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

    /** Ends reading; the source can be closed then. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            queue.clear();
            try {
                thread.join(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
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
            return queue.take();
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
                queue.put(read);
                more = read.isElement();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
