package io.reprieve.importing;

import io.reprieve.domain.NotNowException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The SHA-256 of a list. That of a long list is made in a thread of its own beside reading it,
 * which takes about as long. For one consumer.
 */
public final class FileHash implements Supplier<String>, AutoCloseable {
    /** A list of so many bytes is a long one. */
    private static final long LARGE_BYTES = 1 << 20;

    /** How often who waits looks whether Reprieve is being stopped, in ms. */
    private static final long POLL_MILLIS = 50;

    private final FutureTask<String> task;
    private final BooleanSupplier stopping;

    private FileHash(FutureTask<String> task, BooleanSupplier stopping) {
        this.task = task;
        this.stopping = stopping;
    }

    /** Begins to read that file. */
    static FileHash of(Path path, long size, BooleanSupplier stopping) {
        FutureTask<String> task = new FutureTask<>(() -> sha256(path));
        if (size < LARGE_BYTES) {
            task.run();
        } else {
            Thread thread = new Thread(task, "hash of a list");
            thread.setDaemon(true);
            thread.start();
        }
        return new FileHash(task, stopping);
    }

    /**
     * The hash in hexadecimal digits; waits for it.
     *
     * @throws NotNowException when Reprieve is being stopped
     * @throws UncheckedIOException when the file cannot be read any more
     */
    @Override
    public String get() {
        try {
            while (!stopping.getAsBoolean() || task.isDone()) {
                try {
                    return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            throw new IllegalStateException("The list was closed.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure.getMessage(), failure);
            }
            throw new IllegalStateException(e.getCause());
        }
        throw NotNowException.stopping();
    }

    /** Ends reading. */
    @Override
    public void close() {
        task.cancel(true);
    }

    /**
     * The SHA-256 of a file in hexadecimal digits, made at once.
     *
     * @throws IOException when it cannot be read
     */
    public static String sha256(Path path) throws IOException {
        // Of a kind that an interrupt ends.
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
