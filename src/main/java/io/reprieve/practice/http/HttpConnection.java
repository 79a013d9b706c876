package io.reprieve.practice.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client's connection, served by one thread until either side ends it. */
final class HttpConnection implements Runnable, HttpReply {

    private static final int DRIP_PIECES = 25;

    private final Socket socket;
    private final HttpHandler handler;
    private final CountDownLatch serverClosed;
    private final RequestReader requests;
    private final OutputStream out;
    private boolean keepAlive = true;

    HttpConnection(Socket socket, HttpHandler handler, CountDownLatch serverClosed)
            throws IOException {
        this.socket = socket;
        this.handler = handler;
        this.serverClosed = serverClosed;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        this.requests = new RequestReader(socket.getInputStream(), out);
    }

    @Override
    public void run() {
        try (socket) {
            serve();
        } catch (IOException clientIsGone) {
            // Nobody is left to be told; the handler has counted the call already.
            abandon();
        }
    }

    private void serve() throws IOException {
        try {
            while (keepAlive && !socket.isClosed()) {
                HttpRequest request = requests.next();
                if (request == null) {
                    return;
                }
                keepAlive = request.keepsAlive();
                handler.handle(request, this);
            }
        } catch (BadRequestException bad) {
            keepAlive = false;
            send(HttpAnswer.text(bad.status(), "text/plain", bad.getMessage() + "\n"));
        }
    }

    @Override
    public void send(HttpAnswer answer) throws IOException {
        out.write(answer.head(keepAlive));
        out.write(answer.body());
        out.flush();
    }

    @Override
    public void stream(HttpAnswer answer, BodyWriter body) throws IOException {
        keepAlive = false;
        String head = new String(answer.head(false), StandardCharsets.ISO_8859_1);
        out.write(
                head.replaceFirst("Content-Length: \\d+\r\n", "")
                        .getBytes(StandardCharsets.ISO_8859_1));
        body.writeTo(out);
        out.flush();
        socket.close();
    }

    @Override
    public void cut(HttpAnswer answer) throws IOException {
        out.write(answer.head(keepAlive));
        out.write(answer.body(), 0, answer.body().length / 2);
        out.flush();
        socket.close();
    }

    @Override
    public void drip(HttpAnswer answer, Duration time) throws IOException {
        out.write(answer.head(keepAlive));
        byte[] body = answer.body();
        int sent = 0;
        for (int piece = 1; piece <= DRIP_PIECES; piece++) {
            int end = (int) ((long) body.length * piece / DRIP_PIECES);
            out.write(body, sent, end - sent);
            out.flush();
            sent = end;
            pause(time.dividedBy(DRIP_PIECES));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void hang(Duration time) throws IOException {
        socket.setSoTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, time.toMillis())));
        try {
            requests.awaitEnd();
        } catch (SocketTimeoutException longEnough) {
            // The client is more patient than the fault asks for; closing is what was asked for.
        }
        socket.close();
    }

    @Override
    public void pause(Duration time) throws IOException {
        try {
            if (serverClosed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the server is closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is closed", interrupted);
        }
    }

    /** Resets the connection from another thread. */
    void abandon() {
        try {
            reset();
        } catch (IOException alreadyClosed) {
            // It was to be closed, and it is.
        }
    }
}
