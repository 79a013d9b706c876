package io.reprieve.practice.http;

import java.io.IOException;

/** Bytes arrived that are no HTTP/1.1 request this server takes; the connection ends after it. */
final class BadRequestException extends IOException {

    private final int status;

    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status that says so: 400, 413 or 431. */
    int status() {
        return status;
    }
}
