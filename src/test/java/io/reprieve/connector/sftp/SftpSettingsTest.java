package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsException;
import io.reprieve.settings.Sources;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SftpSettingsTest {
    private static final String PREFIX = "reprieve.intake.sftp.";
    private static final String SECRET = "s3cret-word";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.user=u;a.password=p | a.host | nobody knows where the server is",
                "a.host=h;a.password=p | a.user | every server wants a user",
                "a.host=h;a.user=u | a.password | neither is .private-key beside it",
                "a.host=h;a.user=u;a.passphrase=p | a.password | set one of them",
                "a.host=h;a.user=u;a.password=p;a.private-key=k | a.password | keep one of them",
                "a.host=h;a.user=u;a.password=p;a.deliver-to=b | a.deliver-to | no server of that name",
                "a.host=h;a.user=u;a.password=p;a.deliver-to=a | a.deliver-to | set reprieve.intake.sftp.a.deliver",
                "a.host=h;a.user=u;a.password=p;a.deliver-to=b;b.host=h;b.user=u;b.password=p | a.deliver-to | set reprieve.intake.sftp.b.deliver",
                "a.host=h/x;a.user=u;a.password=p | a.host | is not the name of a machine",
                "a.host=h;a.user=u;a.password=p;a.port=0 | a.port | 1",
                "a.host=h;a.user=u;a.password=p;a.dir=../x | a.dir | has .. or a special character",
                "a.host=h;a.user=u;a.password=p;a.dir=x?delete=true | a.dir | special character",
                "a.host=h;a.user=u;a.password=p;a.deliver=a//b | a.deliver | is not a folder",
                "a.host=h;a.user=u;a.password=p;a.include=*.csv&x | a.include | not allowed",
                "a.host=h;a.user=u;a.password=p;a.after=burn | a.after | move:FOLDER",
                "a.host=h;a.user=u;a.password=p;a.after=move:../x | a.after | has .. or a special",
                "a.host=h;a.user=u;a.password=p;a.cron=at noon | a.cron | cron expression",
                "a.host=h;a.user=u;a.password=p;a.zone=Berlin | a.zone | time zone",
                "a.host=h;a.user=u;a.password=p;a.delay=1ms | a.delay | 100ms",
            })
    void a_wrong_server_is_refused_at_the_start(String settings, String key, String words) {
        SettingsException refused = with(settings.split(";")).refused();

        assertThat(refused.getMessage().lines())
                .anySatisfy(line -> assertThat(line).contains(PREFIX + key, words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.host=h;a.user=u;a.password=p",
                "a.host=h;a.user=u;a.private-key=k",
                "a.host=h;a.user=u;a.private-key=k;a.passphrase=p",
                "a.host=h;a.user=u;a.password=p;a.deliver=out;a.deliver-to=a",
                "a.host=h;a.user=u;a.password=p;a.deliver-to=b;b.host=h;b.user=u;b.password=p;b.deliver=/out;b.enabled=false",
                "a.host=h;a.user=u;a.password=p;a.dir=/;a.after=move:/taken/lists",
                "a.host=h;a.user=u;a.password=p;a.cron=0 0 6 * * ?;a.zone=Europe/Berlin",
            })
    void a_server_in_order_is_taken(String settings) {
        assertThat(SftpServers.read(with(settings.split(";")).load().values()))
                .extracting(SftpServer::host)
                .containsOnly("h");
    }

    @Test
    void what_is_wrong_with_several_servers_is_said_at_once() {
        String said = with("a.host=h", "b.user=u", "c.port=x").refused().getMessage();

        assertThat(said)
                .contains(PREFIX + "a.user", PREFIX + "a.password", PREFIX + "b.host")
                .contains(PREFIX + "b.password", PREFIX + "c.port", PREFIX + "c.host");
    }

    @Test
    void secrets_are_shown_nowhere() {
        Settings settings =
                with(
                                "a.host=h",
                                "a.user=u",
                                "a.password=" + SECRET,
                                "b.host=h",
                                "b.user=u",
                                "b.private-key=k",
                                "b.passphrase=" + SECRET)
                        .load();

        assertThat(SftpServers.read(settings.values()).get(0).login().password().value())
                .isEqualTo(SECRET);
        assertThat(SftpServers.read(settings.values()).get(1).login().passphrase().value())
                .isEqualTo(SECRET);
        assertThat(settings.describe().toString()).doesNotContain(SECRET);
        assertThat(settings.placeholders().toString()).doesNotContain(SECRET);
        assertThat(SftpServers.read(settings.values()).toString()).doesNotContain(SECRET);
    }

    @Test
    void the_example_of_the_page_about_sftp_means_what_it_says() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), SECRET + "\n");
        Properties example = example("docs/sftp.md");
        assertThat(example.replace(PREFIX + "partner.password", "file:" + password))
                .isEqualTo("file:/run/secrets/partner-password");
        List<String> lines = new ArrayList<>();
        example.forEach((key, value) -> lines.add(key + " = " + value));

        SftpServer server =
                SftpServers.read(
                                Sources.withAccount(folder)
                                        .base()
                                        .config(lines.toArray(String[]::new))
                                        .load()
                                        .values())
                        .get(0);

        assertThat(server.name()).isEqualTo("partner");
        assertThat(server.host()).isEqualTo("sftp.partner.example");
        assertThat(server.port()).isEqualTo(22);
        assertThat(server.login().user()).isEqualTo("reprieve");
        assertThat(server.login().password().value()).isEqualTo(SECRET);
        assertThat(server.knownHosts()).isEqualTo(Path.of("config/known_hosts"));
        assertThat(server.dir()).isEqualTo("outgoing/lists");
        assertThat(server.include()).isEqualTo("*.csv,*.xlsx");
        assertThat(server.times().delay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(server.after()).isEqualTo(AfterTaken.parse("move:done"));
        assertThat(server.deliver()).contains("incoming/results");
        assertThat(server.deliverTo()).isEqualTo("partner");
    }

    private static Properties example(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        int begin = text.indexOf("```properties") + "```properties".length();
        Properties read = new Properties();
        read.load(new StringReader(text.substring(begin, text.indexOf("```", begin))));
        return read;
    }

    private Sources with(String... settings) {
        List<String> lines = new ArrayList<>();
        for (String one : settings) {
            lines.add(PREFIX + one);
        }
        return Sources.withAccount(folder).base().config(lines.toArray(String[]::new));
    }
}
