package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped file and the declarations say the same. */
class SettingsManualTest {

    private static final Path MANUAL = Path.of("config/application.properties");
    private static final Pattern ENTRY = Pattern.compile("(#?)(reprieve\\.\\S+) =( (.*))?");

    /** An entry of the manual with the paragraph above it. */
    record Entry(boolean active, String value, String text) {}

    static List<Setting<?>> declared() {
        return Declared.ALL;
    }

    @Test
    void the_manual_has_every_declared_setting_in_its_order_and_no_other() throws IOException {
        assertThat(manual().keySet())
                .containsExactlyElementsOf(declared().stream().map(Setting::key).toList());
    }

    @ParameterizedTest
    @MethodSource("declared")
    void the_manual_says_what_is_declared(Setting<?> setting) throws IOException {
        Entry entry = manual().get(setting.key());

        assertThat(entry.active()).as("written out").isEqualTo(setting.written());
        assertThat(entry.value()).isEqualTo(setting.defaultText());
        assertThat(entry.text())
                .contains(setting.meaning())
                .contains("Allowed: " + setting.type().allowed() + ". Default: ");
    }

    @ParameterizedTest
    @MethodSource("declared")
    void the_manual_names_the_default_in_words(Setting<?> setting) throws IOException {
        String text = manual().get(setting.key()).text();
        String words = text.substring(text.lastIndexOf("Default: "));

        if (!setting.fallback().isEmpty()) {
            assertThat(words).contains("environment variable " + setting.fallback());
        }
        assertThat(words)
                .contains(
                        setting.defaultText().isEmpty() && setting.fallback().isEmpty()
                                ? "none"
                                : setting.defaultText());
    }

    @Test
    void the_manual_as_shipped_gives_the_same_values_as_no_file_at_all() {
        var shipped = load(MANUAL);
        var none = load(Path.of("no-such-file"));

        assertThat(shipped.placeholders()).isEqualTo(none.placeholders());
    }

    @ParameterizedTest
    @MethodSource("declared")
    void a_key_is_lower_case_words_with_hyphens(Setting<?> setting) {
        assertThat(setting.key().replace(".NAME.", ".name."))
                .isEqualTo(setting.key().toLowerCase(Locale.ROOT).replace(".NAME.", ".name."))
                .matches("reprieve(\\.[a-z]+(-[a-z]+)*)+");
    }

    private static Settings load(Path base) {
        return Settings.load(
                new SettingsSources(base, Optional.empty(), Map.of(), Map.of(), Map.of(), false));
    }

    private static Map<String, Entry> manual() throws IOException {
        var entries = new LinkedHashMap<String, Entry>();
        var paragraph = new ArrayList<String>();
        for (String line : Files.readAllLines(MANUAL)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                String value = entry.group(4) == null ? "" : entry.group(4);
                String text = String.join(" ", paragraph);
                var earlier =
                        entries.put(
                                entry.group(2), new Entry(entry.group(1).isEmpty(), value, text));
                assertThat(earlier).as(entry.group(2)).isNull();
            } else if (line.isBlank()) {
                paragraph.clear();
            } else {
                assertThat(line).as("a comment, or an entry").startsWith("#");
                paragraph.add(line.substring(1).strip());
            }
        }
        return entries;
    }
}
