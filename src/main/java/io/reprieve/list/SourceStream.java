package io.reprieve.list;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The bytes of a list as they come. What goes wrong here is the disk's fault and not the list's: it
 * is thrown unchecked, so that no library on the way takes it for damaged content.
 */
final class SourceStream extends FilterInputStream {

    SourceStream(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
