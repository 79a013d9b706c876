package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What a terminal shows of a job that is under way. */
class BarTextTest {
    @ParameterizedTest
    @CsvFileSource(
            resources = "bars.csv",
            delimiter = '|',
            useHeadersInDisplayName = true,
            quoteCharacter = '"')
    void numbers_come_first_and_the_rest_as_far_as_there_is_room(
            int width, String name, long done, long rows, int seconds, String line) {
        assertThat(BarText.line(name, done, rows, Duration.ofSeconds(seconds), width))
                .isEqualTo(line);
        assertThat(line.length()).isLessThanOrEqualTo(Math.max(3, width));
    }
}
