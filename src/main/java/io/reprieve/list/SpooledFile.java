package io.reprieve.list;

import io.reprieve.files.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy on disk of what has to be read out of order; deleted when closed. */
record SpooledFile(Path path) implements Closeable {

    /** Most bytes copied. Ours: an archive that unpacks to more is no list. */
    static final long MAX_BYTES = 256L << 20;

    static SpooledFile of(ArchiveReader.Opener opener) throws IOException {
        SpooledFile spooled = new SpooledFile(PrivateFiles.temporaryFile("reprieve-list-", ".tmp"));
        try (InputStream from = opener.open();
                OutputStream to = PrivateFiles.write(spooled.path)) {
            copy(from, to);
            return spooled;
        } catch (IOException | RuntimeException e) {
            spooled.close();
            throw e;
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            copied += n;
            if (copied > MAX_BYTES) {
                throw new UnreadableListException(
                        "The archive inside the list unpacks to more than 256 MiB. Save the list as CSV and send that.");
            }
            to.write(buffer, 0, n);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
