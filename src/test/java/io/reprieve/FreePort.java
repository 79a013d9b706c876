package io.reprieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are started later, or again. They lie below those that systems give to
 * whoever asks for any, and each process of the tests has a block of its own, whichever build it
 * belongs to: nobody takes one meanwhile.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int EACH = 500;
    private static final int BLOCKS = 44;

    /** The system lets go of the lock when the process ends, however it ends. */
    private static final FileLock BLOCK = lockBlock();

    private static final AtomicInteger NEXT = new AtomicInteger();

    private FreePort() {}

    /** A port of this machine where nobody listens, another one each time. */
    public static int next() {
        for (int tries = 0; tries < EACH; tries++) {
            int port = (int) BLOCK.position() + NEXT.getAndIncrement() % EACH;
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there.
                continue;
            }
        }
        throw new IllegalStateException("No port is free.");
    }

    /** Locks the bytes of one file that stand for the ports of a block. */
    private static FileLock lockBlock() {
        String name = "reprieve-test-ports-" + System.getProperty("user.name");
        Path file = Path.of(System.getProperty("java.io.tmpdir"), name);
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (int block = 0; block < BLOCKS; block++) {
                FileLock lock = channel.tryLock(FIRST + block * EACH, EACH, false);
                if (lock != null) {
                    return lock;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("Too many tests run here: no ports are left for these.");
    }
}
