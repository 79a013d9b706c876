package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An id in a list is a row, or the list is refused or held; nothing else is sent. Shown on lists as
 * people send them: small ones in {@code laws.yaml}, those of reports in the folder {@code law}.
 */
class LawTest {
    private static final Map<String, String> IDS =
            Map.of(
                    "A", "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678",
                    "B", "4Kjp3P0STMz2c02R-2024-01-06T11:00:00-12345679",
                    "C", "4Ljp3P0STMz2c02S-2024-01-07T12:00:00-12345680",
                    "D", "4Mjp3P0STMz2c02T-2024-01-08T13:00:00-12345681",
                    "P", "4Xjp3P0STMz2c02U",
                    "Q", "4Yjp3P0STMz2c02V",
                    "a", "4Njp3P0STMz2c02Q",
                    "a half", "4Njp3P0STMz2c02Q-2024-01-05");

    private static final int MUCH_NOISE = 110_000;

    private static final Pattern INVESTIGATE_ID =
            Pattern.compile("[A-Za-z0-9]{10,20}-\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-\\d+");

    @ParameterizedTest
    @MethodSource("small")
    @SuppressWarnings("unchecked")
    void a_small_list_is_read_as_its_case_says(Map<String, Object> listed) throws Exception {
        String noise = (String) listed.getOrDefault("noise", "");
        String text = withIds((String) listed.get("text")) + noise.repeat(MUCH_NOISE);
        String far = (String) listed.getOrDefault("far", "");
        int end = far.indexOf('\n', far.indexOf("id,") < 0 ? 0 : far.indexOf('\n') + 1) + 1;
        String repeated = far.substring(far.indexOf("id,") < 0 ? 0 : far.indexOf('\n') + 1, end);
        byte[] list =
                (far.substring(0, end - repeated.length())
                                + repeated.repeat(far.isEmpty() ? 0 : 20_000)
                                + text)
                        .getBytes(StandardCharsets.UTF_8);
        String column = (String) listed.get("column");
        if (listed.get("refused") != null) {
            assertThatThrownBy(() -> Lists.read(list, column))
                    .isInstanceOf(UnreadableListException.class)
                    .satisfies(
                            e ->
                                    assertThat(e.getMessage())
                                            .containsSubsequence(words(listed, "refused")));
            return;
        }

        Lists.Read read = Lists.read(list, column);

        List<String> wanted =
                listed.get("sent") != null
                        ? (List<String>) listed.get("sent")
                        : ((List<String>) listed.getOrDefault("rows", List.of()))
                                .stream().map(IDS::get).toList();
        if (listed.get("rows") != null || listed.get("sent") != null) {
            assertThat(read.ids()).isEqualTo(wanted);
            assertThat(read.problems()).hasSize((int) listed.getOrDefault("invalid", 0));
        }
        if (listed.get("told") != null) {
            assertThat(read.rows().stream().filter(row -> row.problem() != null))
                    .extracting(Row::id)
                    .isEqualTo(((List<String>) listed.get("told")).stream().map(IDS::get).toList());
        }
        if (listed.get("accounts") != null) {
            assertThat(read.rows()).extracting(Row::account).isEqualTo(listed.get("accounts"));
        }
        assertThat(read.unfamiliar()).isEqualTo(listed.getOrDefault("unfamiliar", false));
        if (listed.get("held") == null) {
            assertThat(read.doubt()).isNull();
        } else {
            assertThat(read.doubt()).containsSubsequence(words(listed, "held"));
        }
    }

    private static String[] words(Map<String, Object> listed, String key) {
        return ((String) listed.get(key)).split(" \\.\\.\\. ");
    }

    @ParameterizedTest
    @MethodSource("reported")
    void a_list_of_a_report_has_all_its_ids_as_rows_and_nothing_else(Map<String, Object> listed)
            throws Exception {
        byte[] list = bytes("law/" + listed.get("file"));
        if (listed.get("refused") != null) {
            assertThatThrownBy(() -> Lists.read(list))
                    .isInstanceOf(UnreadableListException.class)
                    .satisfies(
                            e ->
                                    assertThat(e.getMessage())
                                            .containsSubsequence(words(listed, "refused")));
            return;
        }

        Lists.Read read = Lists.read(list);

        assertThat(read.ids()).isEqualTo(idsIn(new String(list, StandardCharsets.ISO_8859_1)));
        assertThat(read.problems()).hasSize((int) listed.getOrDefault("invalid", 0));
        assertThat(read.doubt()).isNull();
        assertThat(read.unfamiliar()).isFalse();
    }

    /** Found in another way than the program's. */
    private static List<String> idsIn(String text) {
        var ids = new LinkedHashSet<String>();
        INVESTIGATE_ID.matcher(text).results().forEach(found -> ids.add(found.group()));
        return new ArrayList<>(ids);
    }

    static String withIds(String text) {
        String made = text;
        for (Map.Entry<String, String> id : IDS.entrySet()) {
            made = made.replace("{" + id.getKey() + "}", id.getValue());
        }
        return made;
    }

    static Stream<Named<Map<String, Object>>> small() throws IOException {
        return cases("laws.yaml", "case");
    }

    static Stream<Named<Map<String, Object>>> reported() throws IOException {
        return cases("law/cases.yaml", "file");
    }

    @SuppressWarnings("unchecked")
    private static Stream<Named<Map<String, Object>>> cases(String file, String name)
            throws IOException {
        try (InputStream yaml = LawTest.class.getResourceAsStream(file)) {
            var all =
                    (List<Map<String, Object>>)
                            new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return all.stream().map(listed -> Named.of((String) listed.get(name), listed));
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = LawTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
