package io.reprieve.cloudflare;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A body that is read up to a size and a time, and of which the beginning is kept for the report:
 * an answer without an end, or one that drips, must not hold a call for ever. Not thread-safe.
 */
final class LimitedInputStream extends FilterInputStream {
    /** Most bytes of an answer. A thousand results are some 150 KB. */
    static final long MAX_BYTES = 32L << 20;

    private static final int KEPT = 600;

    private final byte[] beginning = new byte[KEPT];
    private final Clock clock;
    private final Instant end;
    private int kept;
    private long read;

    LimitedInputStream(InputStream in, Clock clock, Duration most) {
        super(in);
        this.clock = clock;
        this.end = clock.instant().plus(most);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            int keep = Math.min(count, KEPT - kept);
            System.arraycopy(bytes, offset, beginning, kept, keep);
            kept += keep;
            read += count;
        }
        if (read > MAX_BYTES) {
            throw new IOException("the answer is larger than " + (MAX_BYTES >> 20) + " MB");
        }
        if (clock.instant().isAfter(end)) {
            throw new java.net.SocketTimeoutException("the answer came too slowly");
        }
        return count;
    }

    /**
     * The first characters of what was read, with secrets and addresses left in: for the report.
     */
    String beginning() {
        return new String(beginning, 0, kept, StandardCharsets.UTF_8);
    }
}
