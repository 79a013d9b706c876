package io.reprieve.list;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** An entry of a zip, compared at its end with the checksum that the zip has of it. */
final class CheckedEntry extends CheckedInputStream {

    private final long expected;

    CheckedEntry(InputStream bytes, long expected) {
        super(bytes, new CRC32());
        this.expected = expected;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && getChecksum().getValue() != expected) {
            throw new ZipException("checksum");
        }
        return count;
    }
}
