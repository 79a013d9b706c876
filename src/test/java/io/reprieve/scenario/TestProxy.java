package io.reprieve.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a socket, for tunnels (CONNECT) and for plain requests, that counts. */
public final class TestProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile String login;
    private volatile int status;
    private volatile int tunnelPort;

    private TestProxy() throws IOException {
        daemon(this::accept);
    }

    /** A proxy that lets everything through. */
    public static TestProxy start() throws IOException {
        return new TestProxy();
    }

    /** Asks for a user and password, {@code user:password}; null: for none. */
    public TestProxy asking(String pair) {
        login =
                pair == null
                        ? null
                        : "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Answers all with that status; 0: lets all through. */
    public TestProxy answering(int refusal) {
        status = refusal;
        return this;
    }

    /** Ends every tunnel at that port of this machine, whatever name was asked for. */
    public TestProxy tunnelsTo(int port) {
        tunnelPort = port;
        return this;
    }

    /** Address in the form of settings. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** What was asked for, each with its headers. */
    public List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            sockets.add(client);
            daemon(
                    () -> {
                        try (client) {
                            serve(client);
                        }
                    });
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        String head = head(in);
        heads.add(head);
        String expected = login;
        if (status > 0) {
            say(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nConnection: close");
            return;
        }
        if (expected != null && !head.contains("Proxy-Authorization: " + expected + "\r\n")) {
            say(
                    out,
                    "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                            + "Content-Length: 0\r\nConnection: close");
            return;
        }
        String target = head.split(" ")[1];
        boolean isTunnel = head.startsWith("CONNECT ");
        URI uri = URI.create(isTunnel ? "x://" + target : target);
        int port = isTunnel && tunnelPort > 0 ? tunnelPort : uri.getPort();
        try (Socket origin = new Socket(InetAddress.getLoopbackAddress(), port)) {
            sockets.add(origin);
            if (isTunnel) {
                say(out, "HTTP/1.1 200 Connection established");
            } else {
                String passed =
                        head.replace(target, uri.getRawPath() + query(uri))
                                .replaceAll("(?i)(Proxy-[a-z]+|Connection): [^\r]*\r\n", "");
                say(origin.getOutputStream(), passed.strip() + "\r\nConnection: close");
            }
            daemon(() -> in.transferTo(origin.getOutputStream()));
            origin.getInputStream().transferTo(out);
        }
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    private static void say(OutputStream out, String head) throws IOException {
        out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
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
