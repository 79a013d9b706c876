package io.reprieve.law;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection's way back: whole answers, cut ones, none. For one thread at a time. */
final class Wire {
    private final Socket socket;
    private final OutputStream out;
    private boolean open = true;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /** A whole answer; the connection stays open. */
    void answer(int status, String type, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(head(status, type, bytes.length, headers));
        out.write(bytes);
        out.flush();
    }

    /** A whole answer in JSON. */
    void json(int status, String body, String... headers) throws IOException {
        answer(status, "application/json", body, headers);
    }

    /** A gateway's page. */
    void page(int status) throws IOException {
        answer(status, "text/html", "<html><title>" + status + "</title>Gateway</html>");
    }

    /** An answer that ends after a share of its body. */
    void cut(int status, String body, double share) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(head(status, "application/json", bytes.length));
        out.write(bytes, 0, (int) (bytes.length * share));
        out.flush();
        close();
    }

    /** Bytes as they are. */
    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends the connection in good order. */
    void close() throws IOException {
        open = false;
        socket.close();
    }

    /** Ends the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    boolean isOpen() {
        return open;
    }

    private static String head(int status, String type, int length, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        head.append("Content-Type: ").append(type).append("\r\n");
        head.append("Content-Length: ").append(length).append("\r\n");
        head.append("CF-Ray: 8a0b0c0d0e0f0a0b-FRA\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
