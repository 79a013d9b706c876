package io.reprieve.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Unpacks what nobody has vouched for. Whatever the library makes of damaged bytes is the list's
 * fault; trouble with the bytes themselves comes from a {@link SourceStream} or {@link
 * SourceChannel} below and passes.
 */
final class GuardedStream extends InputStream {

    private final InputStream unpacking;

    GuardedStream(InputStream unpacking) {
        this.unpacking = unpacking;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return unpacking.read(buffer, offset, length);
        } catch (UnreadableListException | UncheckedIOException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    static UnreadableListException damaged(Exception cause) {
        return new UnreadableListException(
                "The packed file is damaged or cut off. Perhaps it was taken before it was complete: send it again.",
                cause);
    }

    @Override
    public void close() throws IOException {
        unpacking.close();
    }
}
