package io.reprieve.intake;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Unpacks, and tells a damaged archive (the list's fault) from a failing disk (not the list's
 * fault).
 */
final class GuardedStream extends FilterInputStream {

    GuardedStream(InputStream unpacking) {
        super(unpacking);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    static UnreadableListException damaged(IOException cause) {
        return new UnreadableListException(
                "The packed file is damaged or cut off. Perhaps it was taken before it was complete: send it again.",
                cause);
    }
}
