package io.reprieve.connector.jms;

import io.reprieve.list.ListSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The body of a message: in memory when it is small, in a file when it is not. Immutable.
 *
 * @param bytes the body, or null when it lies in the file
 * @param file where it lies, or null
 */
record MessageBody(byte[] bytes, Path file) implements AutoCloseable {
    /** Bodies of at most so many bytes stay in memory, and share a job with others. */
    static final int SMALL = 4 * 1024;

    /** The body as a list. */
    ListSource source() {
        return isSmall() ? ListSource.of("message", bytes) : ListSource.of(file);
    }

    boolean isSmall() {
        return bytes != null;
    }

    /** Opens it at its first byte; the caller closes the stream. */
    InputStream open() throws IOException {
        return isSmall() ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    }

    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException {
        if (isSmall()) {
            out.write(bytes);
        } else {
            Files.copy(file, out);
        }
    }

    /** Removes its file. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
