package io.reprieve.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts a part's bytes, and refuses a tag or text that never ends: a parser would hold all of it.
 */
final class PartStream extends FilterInputStream {

    /** Bytes read so far; the parser is at most a buffer behind. */
    long read;

    private long lastTag;

    PartStream(InputStream part) {
        super(part);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            if (buffer[i] == '<') {
                lastTag = read + i - offset;
            }
        }
        read += Math.max(0, count);
        if (read - lastTag > 2L * Limits.TEXT) {
            throw new UnreadableListException(
                    "The workbook has a cell of more than 2 MiB, which no list of ids needs. Save the sheet with the ids as"
                            + " CSV and send that.");
        }
        return count;
    }
}
