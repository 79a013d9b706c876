package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseInfoTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | 1234 | bad id | HTTP 400, code 1234: bad id
                    400 | 1234 |        | HTTP 400, code 1234
                    502 |      | lost   | HTTP 502: lost
                    502 |      |        | HTTP 502
                        | 1234 |        | code 1234
                        |      | reset  | reset
                        |      |        | no answer
                    """)
    void an_answer_is_described_by_what_is_known_of_it(
            Integer status, String code, String words, String described) {
        assertThat(new ResponseInfo(status, code, words, "ray").describe()).isEqualTo(described);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7, 0x9, 0xa, 0xd, 0x1b, 0x7f, 0x85, 0x2028, 0x2029})
    void words_are_one_line_whatever_the_answer_breaks_lines_with(int character) {
        String separator = Character.toString(character);
        ResponseInfo facts =
                new ResponseInfo(null, null, separator + "a" + separator.repeat(3) + "b\n", null);

        assertThat(facts.words()).isEqualTo("a b");
    }

    @Test
    void words_are_cut_at_their_greatest_length() {
        assertThat(words("x".repeat(ResponseInfo.MAX_WORDS)))
                .hasSize(ResponseInfo.MAX_WORDS)
                .endsWith("x");
        assertThat(words("x".repeat(ResponseInfo.MAX_WORDS + 1)))
                .hasSize(ResponseInfo.MAX_WORDS)
                .endsWith("x…");
    }

    @Test
    void words_are_never_cut_inside_a_character() {
        for (int lead = 0; lead < 2; lead++) {
            String cut = words("x".repeat(lead) + "😀".repeat(ResponseInfo.MAX_WORDS));

            String written =
                    new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(written).isEqualTo(cut).endsWith("😀…");
            assertThat(cut.length()).isLessThanOrEqualTo(ResponseInfo.MAX_WORDS);
        }
    }

    private static String words(String text) {
        return new ResponseInfo(null, null, text, null).words();
    }
}
