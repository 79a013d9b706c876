package io.reprieve.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where a list's bytes come from. The bytes must be the same each time it is opened, because a list
 * is looked at before it is read. Implementations need not be safe for use by several threads.
 */
public interface ListSource {

    /**
     * Opens the list at its first byte; the caller closes the stream. Can be called more than once,
     * also while an earlier stream is still open.
     *
     * @throws IOException when the bytes cannot be had
     */
    InputStream open() throws IOException;

    /** What to call the list, for instance its file name. Does not decide how the list is read. */
    String name();

    /** How many bytes there are. */
    default long length() throws IOException {
        try (InputStream bytes = open()) {
            return bytes.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** A list in a file, which stays in place and unchanged while it is read. */
    static ListSource of(Path file) {
        return new FileSource(file);
    }

    /** A list in memory, for instance the body of a message. The array is not copied. */
    static ListSource of(String name, byte[] bytes) {
        return new BytesSource(name, bytes);
    }
}
