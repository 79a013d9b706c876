package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "token Zq/81+kWpL0vX2sTn7 is bad, token … is bad",
        "Zq/81+kWpL0vX2sTn7Zq/81+kWpL0vX2sTn7, ……",
        "it was cut: Zq/81+kWpL0v, it was cut: …",
        "Zq/81, Zq/81",
        "the words word and password stay, the words word and password stay",
    })
    void a_secret_in_use_is_taken_out_whole_or_cut(String words, String masked) {
        Secrets.add("Zq/81+kWpL0vX2sTn7");
        Secrets.add("word");

        assertThat(Secrets.mask(words)).isEqualTo(masked);
    }
}
