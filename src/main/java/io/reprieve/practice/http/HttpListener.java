package io.reprieve.practice.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Listens on one port and serves each connection on a thread of its own, {@value #MAX_CONNECTIONS}
 * at most; further ones are reset. Can stop listening for a while and come back on the same port.
 * Safe for use by many threads.
 */
public final class HttpListener implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 1024;

    private final HttpHandler handler;
    private final InetAddress address;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads =
            new ThreadPoolExecutor(
                    0,
                    MAX_CONNECTIONS,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    work -> daemon(work, "practice-connection"));
    private final int port;
    private ServerSocket socket;

    private HttpListener(InetAddress address, int port, HttpHandler handler) throws IOException {
        this.handler = handler;
        this.address = address;
        this.socket = bind(port);
        this.port = socket.getLocalPort();
        daemon(() -> accept(socket), "practice-listener").start();
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for a free one
     * @throws IOException when the port is taken, or the address is not one of this machine
     */
    public static HttpListener start(InetAddress address, int port, HttpHandler handler)
            throws IOException {
        return new HttpListener(address, port, handler);
    }

    /** The port in use, also while not listening. */
    public int port() {
        return port;
    }

    /** Resets every connection, and lets nobody in until {@link #resume}. */
    public synchronized void suspend() throws IOException {
        socket.close();
        connections.forEach(HttpConnection::abandon);
    }

    /**
     * Listens again on the same port; does nothing while listening or after {@link #close}.
     *
     * @throws IOException when somebody else has taken the port meanwhile
     */
    public synchronized void resume() throws IOException {
        if (socket.isClosed() && closed.getCount() > 0) {
            ServerSocket again = bind(port);
            socket = again;
            daemon(() -> accept(again), "practice-listener").start();
        }
    }

    /** Ends every connection at once; calls in hand are not finished. Can be repeated. */
    @Override
    public synchronized void close() {
        closed.countDown();
        try {
            suspend();
        } catch (IOException alreadyClosed) {
            // It was to be closed, and it is.
        }
        threads.shutdownNow();
    }

    private ServerSocket bind(int wanted) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address, wanted), MAX_CONNECTIONS);
            return server;
        } catch (IOException notPossible) {
            server.close();
            throw notPossible;
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                serve(server.accept(), server);
            } catch (IOException closedOrClientGone) {
                // A closed listener ends the loop by its condition; a lost client ends nothing.
                continue;
            }
        }
    }

    private void serve(Socket client, ServerSocket server) throws IOException {
        client.setTcpNoDelay(true);
        HttpConnection connection = new HttpConnection(client, handler, closed);
        connections.add(connection);
        if (server.isClosed()) {
            // Accepted while listening ended: the sweep over the connections may have missed it.
            connection.abandon();
        }
        try {
            threads.execute(() -> runAndForget(connection));
        } catch (RejectedExecutionException full) {
            connections.remove(connection);
            connection.abandon();
        }
    }

    private void runAndForget(HttpConnection connection) {
        try {
            connection.run();
        } finally {
            connections.remove(connection);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
