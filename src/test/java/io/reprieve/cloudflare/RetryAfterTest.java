package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.RateHint;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0                             | 0
                    1                             | 1
                    ' 300 '                       | 300
                    3600                          | 3600
                    3601                          | 3600
                    9223372036854775807           | 3600
                    99999999999999999999999       |
                    Sun, 22 Nov 2026 10:05:00 GMT | 300
                    Sun, 22 Nov 2026 10:00:00 GMT | 0
                    Sun, 22 Nov 2026 09:00:00 GMT | 0
                    Mon, 23 Nov 2026 10:00:00 GMT | 3600
                    Mon, 22 Nov 2026 10:05:00 GMT |
                    Sun, 06 Nov 94 08:49:37 GMT   |
                    2026-11-22T10:05:00Z          |
                    -5                            |
                    1.5                           |
                    1e3                           |
                    5s                            |
                    soon                          |
                    ''                            |
                    '  '                          |
                                                  |
                    """)
    void a_wait_is_given_in_seconds_or_as_a_date(String header, Long seconds) {
        Duration wait = RetryAfter.read(header, new TestClock());

        assertThat(wait).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0}: {1} left, {2} s")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "default";r=50;t=30                            | 50 | 30
                    "default"; r=50; t=30                          | 50 | 30
                    "default";t=30;r=50                            | 50 | 30
                    "default";r=0;t=300                            | 0  | 300
                    "default";r=50;t=86400                         | 50 | 3600
                    default;r=50;t=30;q=1200                       | 50 | 30
                    "default";qr=9;r=50;rt=8;t=30                  | 50 | 30
                    "default";r=50;t=30, "burst";r=0;t=5           | 0  | 5
                    "burst";r=0;t=5,"default";r=0;t=300            | 0  | 300
                    "default";r=50;t=30, "burst";r=40;t=1          | 50 | 30
                    "a,b;r=7;t=7";r=50;t=30                        | 50 | 30
                    nonsense, "default";r=50;t=30                  | 50 | 30
                    "default";r=50                                 |    |
                    "default";t=30                                 |    |
                    "default";r=-1;t=30                            |    |
                    limit=100, remaining=50, reset=30              |    |
                    50                                             |    |
                    ``                                             |    |
                                                                   |    |
                    """)
    void a_budget_is_read_or_left_alone(String header, Integer left, Long reset) {
        RateHint hint = left == null ? null : new RateHint(left, Duration.ofSeconds(reset), null);

        assertThat(RetryAfter.readRateLimit(header, null)).isEqualTo(hint);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "default";r=1;t=30 | "default";q=1200;w=300                | 1200
                    "burst";r=1;t=30   | "default";q=1200;w=300, "burst";q=9;w=5 | 9
                    "other";r=1;t=30   | "default";q=1200;w=300                |
                    "default";r=1;t=30 | nonsense;;,q=                         |
                    """)
    void the_quota_is_that_of_the_same_policy(String header, String policies, Integer quota) {
        assertThat(RetryAfter.readRateLimit(header, policies).quota()).isEqualTo(quota);
    }
}
