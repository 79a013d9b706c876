package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.8S, 800 ms",
        "PT0.999S, 999 ms",
        "PT1S, 1 s",
        "PT59.9S, 59 s",
        "PT1M, 1 min",
        "PT3M20S, 3 min 20 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT1H30M59S, 1 h 30 min",
        "PT24H, 24 h",
        "PT240H, 240 h"
    })
    void a_duration_is_told_by_its_largest_two_units(Duration time, String words) {
        assertThat(Text.duration(time)).isEqualTo(words);
    }

    @Test
    void a_number_agrees_with_its_noun() {
        assertThat(Text.count(0, "row")).isEqualTo("0 rows");
        assertThat(Text.count(1, "row")).isEqualTo("1 row");
        assertThat(Text.count(12, "row")).isEqualTo("12 rows");
        assertThat(Text.attempts(1)).isEqualTo("1 attempt");
        assertThat(Text.attempts(3)).isEqualTo("3 attempts");
    }
}
