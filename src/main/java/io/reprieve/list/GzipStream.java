package io.reprieve.list;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks all members of a gzip (RFC 1952), one behind the other. The JDK's own stream takes
 * whatever cannot be a further member for the end, and so forgets it without a word.
 */
final class GzipStream extends InputStream {

    /** No block of a tape is larger. */
    private static final int MAX_PADDING = 1 << 20;

    private static final int HAS_HEADER_CHECK = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream packed;
    private final byte[] input = new byte[16 * 1024];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int position;
    private int limit;
    private long members;
    private boolean inMember;
    private boolean ended;

    /** Reads from a gzip's first byte; closes what it reads from. */
    GzipStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            if (!inMember) {
                header();
                inMember = true;
            }
            int count = inflate(buffer, offset, length);
            if (count > 0) {
                return count;
            }
            trailer();
            inMember = false;
            ended = !fill() || isPadding();
        }
        return length == 0 ? 0 : -1;
    }

    /** Fills the buffer as far as one step goes; 0 at the end of the member. */
    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(buffer, offset, length);
            while (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary() || !fill()) {
                    throw new EOFException();
                }
                inflater.setInput(input, position, limit - position);
                position = limit;
                count = inflater.inflate(buffer, offset, length);
            }
            checksum.update(buffer, offset, count);
            return count;
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    /** Zeros up to the end, as tapes and blocks leave them; gzip itself passes over them, too. */
    private boolean isPadding() throws IOException {
        if (input[position] != 0) {
            return false;
        }
        for (int zeros = 0; fill(); zeros++) {
            if (next() != 0 || zeros == MAX_PADDING) {
                throw somethingBehind(new ZipException("no padding"));
            }
        }
        return true;
    }

    private void header() throws IOException {
        try {
            fields();
        } catch (EOFException | ZipException e) {
            if (members == 0) {
                throw e;
            }
            throw somethingBehind(e);
        }
        members++;
        inflater.reset();
        checksum.reset();
    }

    private void fields() throws IOException {
        if (next() != 0x1F || next() != 0x8B || next() != 8) {
            throw new ZipException("no gzip");
        }
        int flags = next();
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        skipText(flags & HAS_NAME);
        skipText(flags & HAS_COMMENT);
        skip((flags & HAS_HEADER_CHECK) != 0 ? 2 : 0);
    }

    private void trailer() throws IOException {
        position -= inflater.getRemaining();
        if (number() != checksum.getValue()
                || number() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("checksum");
        }
    }

    private long number() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText(int flag) throws IOException {
        while (flag != 0 && next() != 0) {
            // Its name or comment says nothing about the list.
        }
    }

    private int next() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
        return input[position++] & 0xFF;
    }

    /** Makes sure that there is packed input; false at its end. */
    private boolean fill() throws IOException {
        if (position == limit) {
            limit = Math.max(0, packed.read(input, 0, input.length));
            position = 0;
        }
        return limit > 0;
    }

    private static UnreadableListException somethingBehind(IOException cause) {
        return new UnreadableListException(
                "Something stands behind the gzip's end: text that was appended to it, or a further"
                        + " part that is cut off. Unpack it, put the list together and send it again.",
                cause);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
