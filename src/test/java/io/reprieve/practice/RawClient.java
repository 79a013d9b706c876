package io.reprieve.practice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A bare socket, to see exactly what comes over the wire. */
final class RawClient implements AutoCloseable {

    private final PracticeServer server;
    private final Socket socket;

    RawClient(PracticeServer server) throws IOException {
        this.server = server;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
    }

    void release(String... ids) throws IOException {
        String body = PracticeClient.json(List.of(ids));
        send(head() + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Request line and headers of a release call, without the ones that tell the body's length. */
    String head() {
        return "POST /client/v4/accounts/"
                + server.accountId()
                + "/email-security/investigate/release HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + server.token()
                + "\r\n";
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** What comes until that many bytes are there. */
    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** What comes until the server ends the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
