package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.InDoubt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsValuesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvFileSource(
            resources = "good-values.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            quoteCharacter = '`')
    void a_value_within_bounds_reaches_the_routes(String key, String value, String placeholder) {
        var settings = Sources.withAccount(folder).base(key + " = " + value).load();

        assertThat(settings.placeholders()).containsEntry(key, placeholder);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "bad-values.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            quoteCharacter = '`')
    void a_value_out_of_bounds_is_one_problem_with_its_place(
            String key, String value, String words) {
        var sources = Sources.withAccount(folder).base("# mine", key + " = " + value);

        assertThat(sources.refused().problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.key()).isEqualTo(key);
                            assertThat(problem.source()).isEqualTo(sources.baseFile() + ", line 2");
                            assertThat(problem.words()).contains(words);
                        });
    }

    @Test
    void without_any_file_the_defaults_of_the_contract_hold() {
        var settings = Sources.withAccount(folder).load();

        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.dryRun()).isFalse();
        assertThat(settings.cloudflare().baseUrl())
                .hasToString("https://api.cloudflare.com/client/v4");
        assertThat(settings.cloudflare().bodyForm()).isEqualTo(BodyFormChoice.AUTO);
        assertThat(settings.batch()).isEqualTo(new BatchSettings(1000, 100, Duration.ofSeconds(1)));
        assertThat(settings.inFlight()).isEqualTo(4);
        assertThat(settings.rate()).isEqualTo(new RateSettings(1200, Duration.ofMinutes(5), 10));
        assertThat(settings.retry())
                .isEqualTo(
                        new RetrySettings(
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(5),
                                Duration.ofHours(24),
                                Duration.ofMinutes(2),
                                3));
        assertThat(settings.inDoubt()).isEqualTo(InDoubt.VERIFY);
        assertThat(settings.dedupe()).isEqualTo(Dedupe.LEDGER);
        assertThat(settings.http())
                .isEqualTo(
                        new HttpSettings(
                                Duration.ofSeconds(10), Duration.ofSeconds(60), Optional.empty()));
        assertThat(settings.files().enabled()).isTrue();
        assertThat(settings.files().dir()).isEqualTo(Path.of("data/inbox"));
        assertThat(settings.files().delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.files().minAge()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.files().doneFile()).isEmpty();
        assertThat(settings.column()).isEmpty();
    }

    @Test
    void the_inbox_moves_with_the_data_folder() {
        var settings = Sources.withAccount(folder).base("reprieve.data.dir = /srv/r").load();

        assertThat(settings.files().dir()).isEqualTo(Path.of("/srv/r/inbox"));
        assertThat(settings.placeholders())
                .containsEntry("reprieve.intake.files.dir", "/srv/r/inbox");
    }

    @ParameterizedTest
    @CsvSource({"1200,10,1080", "1200,0,1200", "1,90,1", "7,50,3", "10000000,90,1000000"})
    void usable_calls_are_what_the_reserve_leaves(int requests, int reserve, int usable) {
        assertThat(new RateSettings(requests, Duration.ofMinutes(5), reserve).usable())
                .isEqualTo(usable);
    }

    @Test
    void a_default_gives_way_to_a_lower_bound_even_where_it_is_written_out() {
        var settings =
                Sources.withAccount(folder)
                        .base("reprieve.batch.start-size = 100", "reprieve.retry.max-delay = 5m")
                        .variable("REPRIEVE_BATCH_MAX_SIZE", "50")
                        .variable("REPRIEVE_RETRY_GIVE_UP_AFTER", "1s")
                        .load();

        assertThat(settings.batch().startSize()).isEqualTo(50);
        assertThat(settings.retry().maxDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retry().firstDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.placeholders()).containsEntry("reprieve.batch.start-size", "50");
    }

    @Test
    void unset_values_and_secrets_are_no_placeholders() {
        var settings =
                Sources.withAccount(folder)
                        .base(
                                "reprieve.accounts.emea.account-id = " + Sources.OTHER_ID,
                                "reprieve.accounts.emea.email = somebody@example.com",
                                "reprieve.accounts.emea.api-key = emea-key")
                        .load();

        assertThat(settings.placeholders())
                .doesNotContainKeys("reprieve.intake.column", "reprieve.intake.files.done-file")
                .containsEntry("reprieve.accounts.emea.account-id", Sources.OTHER_ID);
        assertThat(settings.placeholders().toString())
                .doesNotContain("ambient-token", "emea-key", "somebody");
    }

    @Test
    void a_comment_behind_a_value_is_explained() {
        var sources = Sources.withAccount(folder).base("reprieve.in-flight = 4 # calls");

        assertThat(sources.refused()).hasMessageEndingWith("; a comment needs a line of its own");
    }
}
