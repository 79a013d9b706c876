package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every case of {@code files.yaml}. */
class FileCasesTest {

    @ParameterizedTest
    @MethodSource("cases")
    void a_file_is_read_as_its_case_says(Map<String, Object> listed) throws Exception {
        byte[] bytes = bytes((String) listed.get("file"));
        String reason = (String) listed.get("unreadable");
        if (reason != null) {
            assertThatThrownBy(() -> Lists.read(bytes))
                    .isInstanceOf(UnreadableListException.class)
                    .message()
                    .containsSubsequence(reason.split(" \\.\\.\\. "));
            return;
        }
        Lists.Read read = Lists.read(bytes);
        assertThat(lines(read, true)).isEqualTo(listed.get("rows"));
        assertThat(lines(read, false)).isEqualTo(listed.getOrDefault("invalid", List.of()));
        assertThat(read.ids()).allMatch(IdShape::isInvestigate).doesNotHaveDuplicates();
        if (listed.get("held") == null) {
            assertThat(read.doubt()).isNull();
        } else {
            assertThat(read.doubt()).contains(listed.get("held").toString());
        }
    }

    private static List<Integer> lines(Lists.Read read, boolean sendable) {
        return read.rows().stream()
                .filter(row -> (row.problem() == null) == sendable)
                .map(row -> (int) row.line())
                .toList();
    }

    private static byte[] bytes(String file) throws Exception {
        try (InputStream bytes = FileCasesTest.class.getResourceAsStream("files/" + file)) {
            return bytes.readAllBytes();
        }
    }

    static Stream<Named<Map<String, Object>>> cases() throws Exception {
        try (InputStream yaml = FileCasesTest.class.getResourceAsStream("files.yaml")) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> cases =
                    (List<Map<String, Object>>)
                            new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return cases.stream().map(c -> Named.of((String) c.get("file"), c));
        }
    }
}
