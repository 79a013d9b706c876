package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitedInputStreamTest {
    private static final int MOST = (int) LimitedInputStream.MAX_BYTES;
    private final TestClock clock = new TestClock();

    @Test
    void a_body_within_the_bound_is_read_whole() throws IOException {
        try (LimitedInputStream body = bounded(zeros(MOST))) {
            assertThat(all(body)).isEqualTo(MOST);
        }
    }

    @Test
    void a_body_beyond_the_bound_is_an_error() throws IOException {
        try (LimitedInputStream body = bounded(zeros(MOST + 1))) {
            assertThatThrownBy(() -> all(body))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("32 MB");
        }
    }

    @Test
    void a_body_that_takes_longer_than_allowed_is_a_timeout() throws IOException {
        try (LimitedInputStream body = bounded(zeros(100))) {
            clock.advance(Duration.ofSeconds(60));
            assertThat(body.read()).isZero();
            clock.advance(Duration.ofMillis(1));
            assertThatThrownBy(body::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void the_beginning_is_kept_however_it_was_read() throws IOException {
        String text = "0123456789".repeat(100);
        try (LimitedInputStream body = bounded(stream(text))) {
            assertThat(body.beginning()).isEmpty();
            assertThat(body.read()).isEqualTo('0');
            assertThat(body.read(new byte[20], 3, 4)).isEqualTo(4);
            assertThat(body.beginning()).isEqualTo("01234");
            all(body);
            assertThat(body.beginning()).isEqualTo(text.substring(0, 600));
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    private static long all(LimitedInputStream body) throws IOException {
        return body.transferTo(OutputStream.nullOutputStream());
    }

    private LimitedInputStream bounded(InputStream in) {
        return new LimitedInputStream(in, clock, Duration.ofSeconds(60));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream zeros(int count) {
        return new InputStream() {
            private int left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int some = Math.min(length, left);
                left -= some;
                return some == 0 ? -1 : some;
            }
        };
    }
}
