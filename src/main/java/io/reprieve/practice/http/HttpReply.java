package io.reprieve.practice.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The ways to answer one request, good and bad. Exactly one of them is used for a request, {@link
 * #pause} apart. For the thread that handles the request.
 */
public interface HttpReply {

    /** Writes a body of unknown length. */
    @FunctionalInterface
    interface BodyWriter {
        /** Writes all of the body; the stream is flushed and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Sends the whole answer and keeps the connection. */
    void send(HttpAnswer answer) throws IOException;

    /**
     * Sends the answer's head and then a body as it is made; its end is the end of the connection.
     */
    void stream(HttpAnswer answer, BodyWriter body) throws IOException;

    /** Announces the whole answer, sends half of its body, and closes the connection. */
    void cut(HttpAnswer answer) throws IOException;

    /** Sends the whole answer in small pieces, evenly over the time. */
    void drip(HttpAnswer answer, Duration time) throws IOException;

    /** Says nothing and closes the connection in good order (TCP FIN). */
    void close() throws IOException;

    /** Says nothing and resets the connection (TCP RST). */
    void reset() throws IOException;

    /** Says nothing until the client gives up, but no longer than the time; then closes. */
    void hang(Duration time) throws IOException;

    /**
     * Waits before whatever follows; ends at once, with an exception, when the server is closed.
     */
    void pause(Duration time) throws IOException;
}
