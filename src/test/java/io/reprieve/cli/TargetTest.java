package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What a command says of the server that it works on. */
class TargetTest {
    @ParameterizedTest
    @CsvFileSource(resources = "targets.csv", delimiter = '|', useHeadersInDisplayName = true)
    void cloudflare_is_told_from_a_rehearsal_and_from_others(String server, String words) {
        assertThat(Target.words(server, "default (1)")).isEqualTo(words);
    }
}
