package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "M\u00e4rz 2026 \u20ac \ud83d\ude00.csv, M\u00e4rz 2026 \u20ac \ud83d\ude00.csv",
        "a\\r\\nERROR, a??ERROR",
        "a\\u2028b\\u2029c\\u0085d, a?b?c?d",
        "\\u001b[31mred, ?[31mred",
        "\\u009b31mred, ?31mred",
        "gpj.\\u202etxt, gpj.?txt",
        "\\u2066a\\u2069\\u200e\\u061c, ?a???",
        "4T\\u200bAb\\ufeff\\u00ad, 4T?Ab??",
        "a\\tb\\u007f\\u0000, a?b??",
    })
    void words_from_outside_keep_to_a_line_and_start_nothing(String words, String line) {
        assertThat(PlainText.line(unescaped(words))).isEqualTo(line);
    }

    @Test
    void words_of_several_lines_keep_them() {
        assertThat(PlainText.lines("a\n\tb\u001b[2J")).isEqualTo("a\n\tb?[2J");
    }

    private static String unescaped(String words) {
        StringBuilder text =
                new StringBuilder(
                        words.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t"));
        for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u")) {
            char c = (char) Integer.parseInt(text.substring(at + 2, at + 6), 16);
            text.replace(at, at + 6, String.valueOf(c));
        }
        return text.toString();
    }
}
