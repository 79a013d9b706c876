package io.reprieve.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of TLS that ends each connection once hands were shaken, and counts what followed. */
public final class TestTlsServer implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger requests = new AtomicInteger();

    private TestTlsServer(ServerSocket server) {
        this.server = server;
        Thread thread = new Thread(this::serve, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server with that certificate on a free port of this machine. */
    public static TestTlsServer start(TestCertificate certificate) throws IOException {
        return new TestTlsServer(
                certificate
                        .context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many connections came to a request. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                if (connection.getInputStream().read() >= 0) {
                    requests.incrementAndGet();
                }
            } catch (IOException refused) {
                // The client does not trust it, or the test has ended.
                continue;
            }
        }
    }
}
