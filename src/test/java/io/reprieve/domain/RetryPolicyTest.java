package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant NOW = TestClock.START;

    @ParameterizedTest(name = "after {0} waits, jitter {1}: {2} ms")
    @CsvSource({
        "0, 1.0, 2000",
        "0, 0.0, 1000",
        "1, 1.0, 4000",
        "1, 0.5, 3000",
        "7, 1.0, 256000",
        "8, 1.0, 300000",
        "8, 0.0, 150000",
        "1000000, 1.0, 300000",
        "2147483647, 1.0, 300000",
        "-1, 1.0, 2000"
    })
    void a_wait_is_doubled_up_to_the_longest_and_spread_by_jitter(
            int waits, double jitter, long millis) {
        assertThat(policy(jitter).delay(waits)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void every_wait_lies_between_half_the_first_and_the_longest() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            Duration wait = policy(random.nextDouble()).delay(random.nextInt(100));

            assertThat(wait)
                    .as("seed %d", seed)
                    .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
        }
    }

    @ParameterizedTest(name = "first tried {0} ms ago: {1}")
    @CsvSource({"0, false", "86399999, false", "86400000, true", "999999999, true", ", false"})
    void rows_are_given_up_once_the_time_is_over(Long ago, boolean givenUp) {
        Instant first = ago == null ? null : NOW.minusMillis(ago);

        assertThat(policy(1).givesUp(first, NOW)).isEqualTo(givenUp);
    }

    private static RetryPolicy policy(double jitter) {
        return new RetryPolicy(
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                3,
                InDoubt.VERIFY,
                Duration.ofSeconds(60),
                () -> jitter);
    }
}
