package io.reprieve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are started later, or again. They lie below those that systems give to
 * whoever asks for any, and each process of the tests has its own: nobody takes one meanwhile.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int EACH = 1_000;

    /** Another beginning for each process, in case two builds run on one machine. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 7 % EACH));

    private FreePort() {}

    /** A port of this machine where nobody listens, another one each time. */
    public static int next() {
        int process = Integer.getInteger("test.process", 0) % 10;
        for (int tries = 0; tries < EACH; tries++) {
            int port = FIRST + process * EACH + NEXT.getAndIncrement() % EACH;
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there.
                continue;
            }
        }
        throw new IllegalStateException("No port is free.");
    }
}
