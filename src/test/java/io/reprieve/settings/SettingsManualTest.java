package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped file and the declarations say the same. */
class SettingsManualTest {

    private static final Path MANUAL = Path.of("config/application.properties");
    private static final Path PAGE = Path.of("docs/settings.md");

    private static final String ANEW =
            "mvn -q test -Dtest=SettingsManualTest -Dsettings.write=true writes it anew";

    static List<Setting<?>> declared() {
        return Declared.ALL;
    }

    @Test
    void the_shipped_file_is_written_from_the_declarations() throws IOException {
        check(MANUAL, SettingsManual.properties());
    }

    @Test
    void the_page_is_written_from_the_declarations() throws IOException {
        check(PAGE, SettingsManual.page());
    }

    private static void check(Path file, String text) throws IOException {
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(file, text);
        }
        assertThat(file).as(ANEW).hasContent(text);
    }

    @Test
    void every_section_begins_with_a_setting_that_there_is() {
        assertThat(declared())
                .extracting(Setting::key)
                .containsAll(SettingsManual.firstOfSections());
        assertThat(SettingsManual.firstOfSections()).contains(declared().get(0).key());
    }

    @ParameterizedTest
    @MethodSource("declared")
    void a_setting_says_in_sentences_what_it_does(Setting<?> setting) {
        assertThat(setting.meaning()).matches("(?s)[A-Z].{8,}");
        assertThat(setting.type().allowed()).isNotBlank();
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
}
