package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.list.MessageIds.Verdict;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class MessageIdsTest {

    @ParameterizedTest
    @MethodSource("cells")
    void a_cell_is_judged_as_its_case_says(Map<String, String> listed) {
        Verdict verdict = MessageIds.judge(listed.get("cell"));

        if (listed.get("id") != null) {
            assertThat(verdict).isEqualTo(new Verdict(listed.get("id"), null));
        } else {
            assertThat(verdict.problem())
                    .containsSubsequence(listed.get("problem").split(" \\.\\.\\. "));
            assertThat(verdict.problem()).hasSizeLessThan(200);
        }
    }

    @Test
    void two_hundred_characters_are_an_id_and_one_more_is_too_long() {
        assertThat(MessageIds.judge("4".repeat(200)).problem()).isNull();
        assertThat(MessageIds.judge("4".repeat(201)).problem()).contains("201 characters", "200");
    }

    @Test
    void a_refused_cell_is_shown_as_it_came_on_one_line_and_cut() {
        assertThat(MessageIds.judge(" \"a\r\n\tb\u0000\" ").id()).isEqualTo(" \"a   b \" ");
        assertThat(MessageIds.judge("ä".repeat(300)).id()).isEqualTo("ä".repeat(199) + "…");
        assertThat(MessageIds.judge("x" + "\uD83D\uDCE7".repeat(150)).id())
                .hasSize(200)
                .endsWith("\uD83D\uDCE7…");
    }

    @Test
    void no_cell_at_all_is_an_empty_one() {
        assertThat(MessageIds.judge(null)).isEqualTo(MessageIds.judge(""));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, String>> cells() throws Exception {
        try (InputStream yaml = MessageIdsTest.class.getResourceAsStream("ids.yaml")) {
            return (List<Map<String, String>>)
                    new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
        }
    }
}
