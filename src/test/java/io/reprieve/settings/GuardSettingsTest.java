package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {
    @Test
    void the_example_of_the_page_about_guards_means_what_it_says() throws IOException {
        Map<String, String> example = PageExample.of("docs/guards.md");

        assertThat(PageExample.load(example).guard())
                .isEqualTo(
                        new GuardSettings(5_000, 1_000_000, NewDoor.HOLD, DispositionGuard.CHECK));
        assertThat(example).hasSameSizeAs(DeclaredGuard.ALL);
    }

    @Test
    void without_settings_only_very_long_lists_are_held() {
        assertThat(PageExample.load(Map.of()).guard())
                .isEqualTo(
                        new GuardSettings(100_000, 10_000_000, NewDoor.OFF, DispositionGuard.OFF));
    }

    @ParameterizedTest
    @CsvSource({"max-ids, -1", "max-ids, many", "new-door, yes", "disposition, malicious"})
    void a_wrong_value_is_refused_at_the_start(String key, String value) {
        assertThatThrownBy(() -> PageExample.load(Map.of("reprieve.guard." + key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("reprieve.guard." + key)
                .hasMessageContaining(value);
    }
}
