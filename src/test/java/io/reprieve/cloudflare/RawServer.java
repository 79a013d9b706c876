package io.reprieve.cloudflare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on a socket that answers every request with the same bytes, and counts; where asked to,
 * it goes on without end.
 */
final class RawServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final byte[] answer;
    private final byte[] endless;
    private volatile boolean closing;

    RawServer(byte[] answer) throws IOException {
        this(answer, new byte[0]);
    }

    /** A server that says the second part again and again until the client has gone. */
    RawServer(byte[] answer, byte[] endless) throws IOException {
        this.answer = answer;
        // In large pieces, or the server would be slower than any bound of the client.
        this.endless =
                new String(endless, StandardCharsets.ISO_8859_1)
                        .repeat(4096)
                        .getBytes(StandardCharsets.ISO_8859_1);
        daemon(this::accept);
    }

    /** Lets it close every connection after its answer, without saying so before. */
    RawServer closing() {
        closing = true;
        return this;
    }

    /** Whether no connection is open. */
    boolean hasClosedAll() {
        return connections.stream().allMatch(Socket::isClosed);
    }

    String address() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** The heads and bodies of the requests so far. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket connection = server.accept();
            connections.add(connection);
            daemon(() -> serve(connection));
        }
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        OutputStream out = connection.getOutputStream();
        while (true) {
            String head = head(in);
            int length =
                    head.lines()
                            .filter(line -> line.toLowerCase().startsWith("content-length:"))
                            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                            .findFirst()
                            .orElse(0);
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            requests.add(head + body);
            out.write(answer);
            out.flush();
            if (closing) {
                connection.close();
                return;
            }
            while (endless.length > 0) {
                out.write(endless);
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("the client has gone");
            }
            head.write(one);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void daemon(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException ended) {
                                // The test or the client has closed the connection.
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }
}
