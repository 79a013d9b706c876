package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsSourcesTest {

    @TempDir Path folder;

    @Test
    void the_strongest_source_that_has_a_value_wins() {
        var sources = Sources.withAccount(folder).base("reprieve.in-flight = 1");
        assertThat(sources.load().inFlight()).isEqualTo(1);

        sources.config("reprieve.in-flight = 2");
        assertThat(sources.load().inFlight()).isEqualTo(2);

        sources.variable("REPRIEVE_IN_FLIGHT", "3");
        assertThat(sources.load().inFlight()).isEqualTo(3);

        sources.property("reprieve.in-flight", "4");
        assertThat(sources.load().inFlight()).isEqualTo(4);

        var overridden = sources.all().withOverrides(Map.of("reprieve.in-flight", "5"));
        assertThat(Settings.load(overridden).inFlight()).isEqualTo(5);
    }

    @Test
    void an_empty_value_lets_the_weaker_source_through() {
        var sources =
                Sources.withAccount(folder)
                        .base("reprieve.in-flight = 7")
                        .config("reprieve.in-flight =")
                        .variable("REPRIEVE_IN_FLIGHT", " ")
                        .property("reprieve.in-flight", "");

        assertThat(sources.load().inFlight()).isEqualTo(7);
    }

    @Test
    void the_general_variables_are_weaker_than_the_files() {
        var sources =
                Sources.withAccount(folder)
                        .variable("CLOUDFLARE_BASE_URL", "http://localhost:1")
                        .base("reprieve.cloudflare.api-token = from-file");
        assertThat(sources.load().cloudflare().baseUrl()).hasToString("http://localhost:1");
        assertThat(sources.load().accounts().get(0).credentials().secret().value())
                .isEqualTo("from-file");

        sources.base("reprieve.cloudflare.base-url = https://api.example.com");
        assertThat(sources.load().cloudflare().baseUrl()).hasToString("https://api.example.com");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "unknown-keys.csv", delimiter = '|', numLinesToSkip = 1)
    void an_unknown_key_is_a_problem_that_names_the_nearest(String key, String nearest) {
        String hint = nearest == null ? "" : "; did you mean " + nearest + "?";
        var sources = Sources.withAccount(folder).base("", key + " = 1");

        assertThat(sources.refused().problems())
                .containsExactly(
                        new Problem(
                                key, sources.baseFile() + ", line 2", "no such setting" + hint));
    }

    @Test
    void an_unknown_system_property_or_variable_of_ours_is_a_problem() {
        var sources =
                Sources.withAccount(folder)
                        .property("reprieve.dryrun", "true")
                        .property("unrelated.key", "x")
                        .variable("REPRIEVE_BATCH_MAXSIZE", "5")
                        .variable("RETRIEVE_SOMETHING", "x");

        assertThat(sources.refused().problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "REPRIEVE_BATCH_MAXSIZE (environment variable REPRIEVE_BATCH_MAXSIZE): "
                                + "no such setting; did you mean REPRIEVE_BATCH_MAX_SIZE?",
                        "reprieve.dryrun (-Dreprieve.dryrun): "
                                + "no such setting; did you mean reprieve.dry-run?");
    }

    @ParameterizedTest
    @CsvSource({
        "REPRIEVE_SERVICE_HOST,10.0.0.1",
        "REPRIEVE_SERVICE_PORT,8080",
        "REPRIEVE_SERVICE_PORT_HTTP,8080",
        "REPRIEVE_PORT,tcp://10.0.0.1:8080",
        "REPRIEVE_PORT_8080_TCP,tcp://10.0.0.1:8080",
        "REPRIEVE_PORT_8080_TCP_ADDR,10.0.0.1",
        "REPRIEVE_CONSOLE_SERVICE_HOST,10.0.0.1"
    })
    void what_a_container_platform_adds_for_a_service_of_our_name_is_left_alone(
            String variable, String value) {
        assertThat(Sources.withAccount(folder).variable(variable, value).load()).isNotNull();
    }

    @Test
    void a_missing_config_file_is_a_problem_and_a_missing_base_file_is_not() {
        Path missing = folder.resolve("missing.properties");

        assertThat(Sources.withAccount(folder).configFile(missing).refused().problems())
                .containsExactly(
                        new Problem(missing.toString(), "", "the settings file does not exist"));
    }

    @Test
    void a_folder_or_another_encoding_in_place_of_a_file_is_a_problem() throws IOException {
        assertThat(Sources.withAccount(folder).configFile(folder).refused())
                .hasMessageContaining("the settings file cannot be read");

        Path latin = folder.resolve("latin.properties");
        Files.write(latin, "reprieve.intake.column = Größe".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Sources.withAccount(folder).configFile(latin).refused())
                .hasMessageContaining("the settings file is not UTF-8 text");
    }

    @Test
    void continued_lines_escapes_marks_and_comments_are_read_as_properties_are()
            throws IOException {
        String text =
                "\uFEFFreprieve.in-flight : 2\r\n! note \\\r\nreprieve.intake.column=Gr\\u00f6\\\r\n"
                        + "   ße \\#\r\n#reprieve.dry-run = true\r\nreprieve.batch.max-size 0";
        Path file = folder.resolve("odd.properties");
        Files.writeString(file, text);

        assertThat(Sources.withAccount(folder).configFile(file).refused().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.source()).isEqualTo(file + ", line 6"));

        Files.writeString(file, text.replace("size 0", "size 500"));
        var settings = Sources.withAccount(folder).configFile(file).load();
        assertThat(settings.inFlight()).isEqualTo(2);
        assertThat(settings.column()).contains("Größe #");
        assertThat(settings.dryRun()).isFalse();
    }

    @Test
    void a_key_that_stands_twice_or_a_broken_escape_is_a_problem_with_its_line() {
        var sources =
                Sources.withAccount(folder)
                        .base(
                                "reprieve.in-flight = 1",
                                "reprieve.in-flight = 2",
                                "reprieve.data.dir = \\u12");

        assertThat(sources.refused())
                .hasMessageContaining("line 2): stands in line 1 already; keep one of the two")
                .hasMessageContaining("reprieve.data.dir (")
                .hasMessageContaining("line 3): a \\u escape is broken");
    }

    @Test
    void everything_wrong_is_reported_together() {
        var sources =
                new Sources(folder)
                        .base("reprieve.batch.max-size = many")
                        .variable("REPRIEVE_DEDUPE", "never")
                        .property("reprieve.in-flight", "0");

        assertThat(sources.refused())
                .hasMessage(
                        """
                        5 settings are wrong:
                          reprieve.batch.max-size (%s, line 1): 'many' is not a whole number; \
                        allowed: a whole number from 1 to 10000
                          reprieve.in-flight (-Dreprieve.in-flight): '0' is out of bounds; \
                        allowed: a whole number from 1 to 64
                          reprieve.dedupe (environment variable REPRIEVE_DEDUPE): 'never' is not \
                        one of the choices; allowed: ledger, list, off
                          reprieve.cloudflare.account-id: is not set, so it is unknown whose \
                        messages are released (the environment variable CLOUDFLARE_ACCOUNT_ID would do)
                          reprieve.cloudflare.api-token: is not set, and neither are .email and \
                        .api-key beside it; every account needs credentials of its own (the \
                        environment variable CLOUDFLARE_API_TOKEN would do)"""
                                .formatted(sources.baseFile()));
    }

    @Test
    void every_value_is_described_with_its_place_and_secrets_are_masked() {
        var sources =
                Sources.withAccount(folder)
                        .base("reprieve.batch.linger = 1500ms")
                        .variable("CLOUDFLARE_EMAIL", "somebody@example.com");

        assertThat(sources.load().describe())
                .hasSize((int) Declared.ALL.stream().filter(one -> !one.hasName()).count())
                .contains(
                        "reprieve.batch.linger = 1500ms (" + sources.baseFile() + ", line 1)",
                        "reprieve.rate.reserve = 10% (default)",
                        "reprieve.intake.column = (not set)",
                        "reprieve.cloudflare.email = ********"
                                + " (environment variable CLOUDFLARE_EMAIL)",
                        "reprieve.cloudflare.api-token = ********"
                                + " (environment variable CLOUDFLARE_API_TOKEN)");
    }

    @Test
    void the_real_process_has_its_own_environment_and_properties() {
        var sources = SettingsSources.ofProcess(Path.of("x"), Optional.empty());

        assertThat(sources.environment()).isEqualTo(System.getenv());
        assertThat(sources.systemProperties()).containsKey("java.version");
        assertThat(sources.accountsRequired()).isTrue();
    }
}
