package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A list of 160 MB is read as it comes; its rows together would not fit the heap of the tests. */
class LongListTest {

    private static final int ROWS = 2_000_000;
    private static final byte[] HEADER = "id,subject,account\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROW =
            "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678,\"Re: contract, second draft\",acme\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void two_million_rows_are_read_one_after_the_other() throws Exception {
        long rows = 0;
        long last = 0;
        try (RowReader reader = new ListReader(null).open(new Generated())) {
            while (reader.hasNext()) {
                last = reader.next().line();
                rows++;
            }
        }

        assertThat(rows).isEqualTo(ROWS);
        assertThat(last).isEqualTo(ROWS + 1);
    }

    private static final class Generated implements ListSource {

        @Override
        public InputStream open() {
            return new InputStream() {
                private byte[] part = HEADER;
                private int at;
                private int written;

                @Override
                public int read() {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0];
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    if (at == part.length) {
                        if (written++ == ROWS) {
                            return -1;
                        }
                        part = ROW;
                        at = 0;
                    }
                    int count = Math.min(length, part.length - at);
                    System.arraycopy(part, at, buffer, offset, count);
                    at += count;
                    return count;
                }
            };
        }

        @Override
        public String name() {
            return "generated";
        }
    }
}
