package io.reprieve.practice.http;

import java.io.IOException;

/** Answers requests. Called by many threads at once. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers one request through the reply.
     *
     * @throws IOException when the client is gone; the connection is closed
     */
    void handle(HttpRequest request, HttpReply reply) throws IOException;
}
