package io.reprieve.connector.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.settings.PageExample;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSettingsTest {
    private static final String KEY = "reprieve.intake.search.night.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode=release | take everything in quarantine",
                "disposition=malicious | yes-release-malicious-mail",
                "disposition=MALICIOUS-BEC | yes-release-malicious-mail",
                "disposition=spam;include-malicious=yes | is not one of the choices",
                "disposition=spam;cron=0 0 25 * * ? | is no cron expression",
                "disposition=spam;cron=0 0 2 * * * | is no cron expression",
                "disposition=spam;cron=0 0 2 * * ?;delay=5m | remove one of them",
                "disposition=spam;zone=Europe/Berlin | without reprieve.intake.search.night.cron",
                "disposition=spam;cron=0 0 2 * * ?;zone=Berlin | is no time zone",
                "disposition=spam;account=emea | reprieve.accounts.emea.account-id",
                "domain=not a domain | is no domain",
                "sender=somebody | is not a mail address",
            })
    void a_wrong_search_is_refused_at_the_start(String settings, String words) {
        Map<String, String> given = new HashMap<>();
        for (String one : settings.split(";")) {
            given.put(KEY + one.split("=", 2)[0], one.split("=", 2)[1]);
        }

        assertThatThrownBy(() -> PageExample.load(given))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(words);
    }

    @Test
    void addresses_are_shown_nowhere() {
        Settings settings = PageExample.load(Map.of(KEY + "sender", "somebody@example.com"));

        assertThat(settings.describe().toString()).doesNotContain("somebody@");
        assertThat(settings.placeholders().toString()).doesNotContain("somebody@");
    }

    @Test
    void the_example_of_the_page_about_searches_means_what_it_says() throws IOException {
        List<SearchSettings> searches =
                DeclaredSearch.read(PageExample.load(PageExample.of("docs/search.md")).values());

        assertThat(searches)
                .extracting(SearchSettings::name)
                .containsExactly("newsletter", "partner");
        assertThat(searches.get(0).mode()).isEqualTo(SearchMode.RELEASE);
        assertThat(searches.get(0).poll().delay()).isEqualTo(Duration.ofMinutes(15));
        assertThat(searches.get(1).mode()).isEqualTo(SearchMode.PROPOSE);
        assertThat(searches.get(1).poll().cron()).contains("0 30 6 * * ?");
    }

    @Test
    void the_example_of_the_page_about_schedules_means_what_it_says() throws IOException {
        Settings settings = PageExample.load(PageExample.of("docs/schedules.md"));

        assertThat(settings.windows().isOpen(Instant.parse("2026-11-24T12:00:00Z"))).isFalse();
        assertThat(settings.windows().isOpen(Instant.parse("2026-11-24T19:00:00Z"))).isTrue();
        assertThat(settings.windows().isOpen(Instant.parse("2026-11-28T12:00:00Z"))).isTrue();
        assertThat(settings.filesPoll().zone().getId()).isEqualTo("Europe/Berlin");
    }
}
