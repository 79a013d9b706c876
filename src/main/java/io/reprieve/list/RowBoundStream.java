package io.reprieve.list;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes from which rows are read, as many as so many rows can need. Blank lines, comments and
 * whatever else becomes no row pack a thousand to one, and reading them would keep the lists of
 * others waiting.
 */
final class RowBoundStream extends FilterInputStream {

    /** Bytes read without any row; takes about a second. */
    static final long WITHOUT_ROW = 32L << 20;

    /**
     * Further bytes for each row, on the average of the whole list. Known exports have below 3 KB.
     */
    private static final long FOR_EACH_ROW = 8L << 10;

    /** What a packed list may unpack to, for each byte; ids and their subjects come to some 10. */
    private static final long UNPACKED = 40;

    private long allowed = WITHOUT_ROW;

    /** For bytes from which rows are read. */
    RowBoundStream(InputStream bytes) {
        super(bytes);
    }

    /** For a look at a list of that many packed bytes, before its rows are read. */
    static RowBoundStream look(InputStream bytes, long packed) {
        RowBoundStream look = new RowBoundStream(bytes);
        look.allowed += packed * UNPACKED;
        return look;
    }

    /** Notes that a row came of what was read. */
    void row() {
        allowed += FOR_EACH_ROW;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        allowed -= Math.max(0, count);
        if (allowed < 0) {
            throw new UnreadableListException(
                    "The list has more than 32 MiB of blank lines, comments or other things that are no rows. Take them"
                            + " away, or save the ids alone, one a line.");
        }
        return count;
    }
}
