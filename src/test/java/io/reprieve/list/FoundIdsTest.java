package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class FoundIdsTest {
    private static final Map<String, String> NAMES =
            Map.of(
                    "A", "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678",
                    "B", "4Kjp3P0STMz2c02R-2024-01-06T11:00:00-12345679",
                    "P", "4Njp3P0STMz2c02Q",
                    "Q", "4Kjp3P0STMz2c02R");

    @ParameterizedTest
    @MethodSource("texts")
    @SuppressWarnings("unchecked")
    void the_ids_of_a_text_are_found_as_its_case_says(Map<String, Object> listed) {
        FoundIds found = FoundIds.in(withIds((String) listed.get("text")));

        Function<String, List<String>> wanted =
                key ->
                        ((List<String>) listed.getOrDefault(key, List.of()))
                                .stream().map(name -> NAMES.getOrDefault(name, name)).toList();
        assertThat(found.certain()).isEqualTo(wanted.apply("certain"));
        assertThat(found.weak()).isEqualTo(wanted.apply("weak"));
        assertThat(found.damaged()).hasSize((int) listed.getOrDefault("damaged", 0));
        assertThat(found.only()).isEqualTo(listed.getOrDefault("only", false));
    }

    @ParameterizedTest
    @CsvSource({
        "4Njp3P0STMz2c02Q, true",
        "4PRACTICEundelivered123, true",
        "4711abcdefghi, true",
        "INC0012345678, false",
        "20261001T101500Z, false",
        "abcdef123456, false",
        "4Njp3P0S, false"
    })
    void a_postfix_id_among_words_starts_with_a_digit_and_has_letters(String word, boolean is) {
        assertThat(IdShape.isLikelyPostfix(word)).isEqualTo(is);
    }

    /** Single capital letters are names of ids. */
    private static String withIds(String text) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean alone =
                    "ABPQ".indexOf(text.charAt(i)) >= 0
                            && (i == 0
                                    || !IdShape.isLetterOrDigit(text.charAt(i - 1))
                                    || text.startsWith("3D", i - 2)
                                    || text.startsWith("003d", i - 4)
                                    || text.startsWith("\\n", i - 2))
                            && (i + 1 == text.length()
                                    || !IdShape.isLetterOrDigit(text.charAt(i + 1))
                                    || text.charAt(i + 1) == 'x');
            made.append(alone ? NAMES.get(text.substring(i, i + 1)) : text.charAt(i));
        }
        return made.toString();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> texts() throws Exception {
        try (InputStream yaml = FoundIdsTest.class.getResourceAsStream("found.yaml")) {
            return (List<Map<String, Object>>)
                    new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
        }
    }
}
