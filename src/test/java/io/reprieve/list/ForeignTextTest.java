package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Every case of {@code foreign.yaml}. */
class ForeignTextTest {

    @ParameterizedTest
    @MethodSource("cases")
    void what_is_another_thing_than_a_list_is_refused_by_its_name(Map<String, Object> listed)
            throws Exception {
        byte[] text = ((String) listed.get("input")).getBytes(StandardCharsets.UTF_8);
        String what = (String) listed.get("is");
        if (what == null) {
            assertThat(Lists.read(text).ids()).isEqualTo(listed.get("list"));
            return;
        }
        for (byte[] bytes : List.of(text, Packed.gzip(text))) {
            assertThatThrownBy(() -> Lists.read(bytes))
                    .isInstanceOf(UnreadableListException.class)
                    .hasMessageContaining("This looks like ")
                    .hasMessageContaining(what)
                    .hasMessageContaining("Save or export the list");
        }
    }

    static Stream<Named<Map<String, Object>>> cases() throws Exception {
        try (InputStream yaml = ForeignTextTest.class.getResourceAsStream("foreign.yaml")) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> cases =
                    (List<Map<String, Object>>)
                            new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return cases.stream().map(c -> Named.of((String) c.get("id"), c));
        }
    }
}
