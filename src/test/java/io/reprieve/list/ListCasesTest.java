package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Row;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every case of {@code lists.yaml}. */
class ListCasesTest {

    @ParameterizedTest
    @MethodSource("cases")
    void a_list_is_read_as_its_case_says(Map<String, Object> listed) throws Exception {
        byte[] bytes = ((String) listed.get("input")).getBytes(StandardCharsets.UTF_8);
        String column = (String) listed.get("column");
        String reason = (String) listed.get("unreadable");
        if (reason != null) {
            assertThatThrownBy(() -> Lists.read(bytes, column))
                    .isInstanceOf(UnreadableListException.class)
                    .message()
                    .containsSubsequence(reason.split(" \\.\\.\\. "));
            return;
        }
        Lists.Read read = Lists.read(bytes, column);
        assertThat(read.rows()).zipSatisfy((List<?>) listed.get("rows"), ListCasesTest::matches);
        if (listed.get("format") != null) {
            assertThat(read.facts().format()).isEqualTo(listed.get("format"));
        }
    }

    static void matches(Row row, Object expected) {
        String[] words = expected.toString().split(" ", 3);
        assertThat(row.line()).isEqualTo(Long.parseLong(words[0]));
        if (words[1].equals("!")) {
            assertThat(row.problem()).contains(words[2]);
        } else {
            assertThat(row.problem()).isNull();
            assertThat(row.id()).isEqualTo(words[1]);
            assertThat(row.account()).isEqualTo(words.length < 3 ? null : words[2].substring(1));
        }
    }

    static Stream<Named<Map<String, Object>>> cases() throws Exception {
        try (InputStream yaml = ListCasesTest.class.getResourceAsStream("lists.yaml")) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> cases =
                    (List<Map<String, Object>>)
                            new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return cases.stream().map(c -> Named.of((String) c.get("id"), c));
        }
    }
}
