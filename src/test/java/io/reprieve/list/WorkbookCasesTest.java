package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every case of {@code workbooks.yaml}. */
class WorkbookCasesTest {

    private static final Pattern LETTER =
            Pattern.compile("(?<![A-Za-z0-9'(])[A-F](?![A-Za-z0-9'(])");

    @ParameterizedTest
    @MethodSource("cases")
    void a_workbook_is_read_as_its_case_says(Map<String, Object> listed) throws Exception {
        byte[] workbook = workbook(listed);
        String reason = (String) listed.get("unreadable");
        if (reason != null) {
            assertThatThrownBy(() -> Lists.read(workbook))
                    .isInstanceOf(UnreadableListException.class)
                    .message()
                    .containsSubsequence(reason.split(" \\.\\.\\. "));
            return;
        }
        Lists.Read read = Lists.read(workbook);
        if (listed.get("rows") != null) {
            List<?> rows = (List<?>) listed.get("rows");
            assertThat(read.rows())
                    .zipSatisfy(
                            rows.stream().map(row -> ids(row.toString())).toList(),
                            ListCasesTest::matches);
        }
        if (listed.get("format") != null) {
            assertThat(read.facts().format()).isEqualTo(listed.get("format"));
        }
        List<?> held = (List<?>) listed.get("held");
        if (held == null) {
            assertThat(read.doubt()).isNull();
        } else {
            held.forEach(words -> assertThat(read.doubt()).contains(words.toString()));
        }
    }

    private static byte[] workbook(Map<String, Object> listed) {
        List<?> shared = (List<?>) listed.getOrDefault("shared", List.of());
        String strings =
                shared.stream()
                        .map(Object::toString)
                        .map(s -> s.startsWith("<") ? s : "<t>" + ids(s) + "</t>")
                        .collect(Collectors.joining("</si><si>", "<sst><si>", "</si></sst>"));
        List<?> sheets = (List<?>) listed.get("sheets");
        return Workbook.of(
                strings, sheets.stream().map(sheet -> sheet((Map<?, ?>) sheet)).toList());
    }

    private static Workbook.Sheet sheet(Map<?, ?> sheet) {
        String raw = text(sheet, "raw");
        List<?> rows = sheet.containsKey("rows") ? (List<?>) sheet.get("rows") : List.of();
        String name = text(sheet, "name");
        return new Workbook.Sheet(
                name.isEmpty() ? "S" : name,
                text(sheet, "state").isEmpty() ? "visible" : text(sheet, "state"),
                raw.isEmpty()
                        ? Workbook.sheet(
                                text(sheet, "cols"),
                                ids(Workbook.rows(rows)),
                                text(sheet, "behind"))
                        : raw.replace(">A<", ">" + ids("A") + "<"));
    }

    private static String text(Map<?, ?> sheet, String key) {
        Object value = sheet.get(key);
        return value == null ? "" : value.toString();
    }

    /** The text with ids in place of the letters that stand for them. */
    private static String ids(String text) {
        return LETTER.matcher(text)
                .replaceAll(
                        letter ->
                                "4%1$s%1$sp3P0STMz2c02-2026-10-01T00:00:00-8%2$d"
                                        .formatted(
                                                letter.group().toLowerCase(),
                                                (int) letter.group().charAt(0)))
                .replace("LONG", "4".repeat(300));
    }

    static Stream<Named<Map<String, Object>>> cases() throws Exception {
        try (InputStream yaml = WorkbookCasesTest.class.getResourceAsStream("workbooks.yaml")) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> cases =
                    (List<Map<String, Object>>)
                            new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return cases.stream().map(c -> Named.of((String) c.get("id"), c));
        }
    }
}
