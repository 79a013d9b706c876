package io.reprieve.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.settings.PageExample;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifySettingsTest {
    private static final String PREFIX = "reprieve.notify.";
    private static final String MAIL =
            "mail.host=smtp.example;mail.from=reprieve@ops.example;mail.to=a@ops.example;";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail.from=reprieve@ops.example | does nothing without reprieve.notify.mail.host",
                "mail.to=a@ops.example | does nothing without reprieve.notify.mail.host",
                "mail.user=me;mail.password=x | does nothing without reprieve.notify.mail.host",
                "mail.host=smtp.example;mail.to=a@ops.example | reprieve.notify.mail.from",
                "mail.host=smtp.example;mail.from=a@ops.example | reprieve.notify.mail.to",
                "MAIL;mail.user=me | reprieve.notify.mail.password",
                "MAIL;mail.password=x | reprieve.notify.mail.user",
                "MAIL;mail.user=me;mail.password=x;mail.tls=none | use starttls or tls",
                "MAIL;mail.password=file:nowhere;mail.user=me | does not exist",
                "MAIL;mail.tls=yes | starttls, tls, none",
                "MAIL;mail.port=0 | from 1 to 65535",
                "MAIL;mail.host=smtp.example:25 | is not the name of a server",
                "MAIL;mail.host=smtp.example?debug=true | is not the name of a server",
                "MAIL;mail.to=a@ops.example, b | reprieve.notify.mail.to",
                "MAIL;mail.to=a@ops.example, | reprieve.notify.mail.to",
                "webhook.url=http://hooks.example/x | unencrypted to another machine",
                "webhook.url=https://me:x@hooks.example/ | has a user name",
                "webhook.url=ftp://hooks.example/ | is not an https address",
                "webhook.url=nonsense | is not an https address",
                "webhook.url=https://hooks.example/;webhook.template=irc | json, slack, teams",
                "trust=no-such-file.pem | names a file that cannot be read",
            })
    void wrong_settings_are_refused_at_the_start(String settings, String words) {
        Map<String, String> given = given(settings);

        assertThatThrownBy(() -> PageExample.load(given))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({"localhost", "127.0.0.1", "[::1]"})
    void a_password_may_travel_bare_to_this_machine(String host) {
        String login = ";mail.tls=none;mail.user=me;mail.password=x;mail.host=" + host;

        MailSettings mail =
                DeclaredNotify.read(PageExample.load(given(MAIL + login.substring(1))).values())
                        .mail()
                        .orElseThrow();

        assertThat(mail.tls()).isEqualTo(MailTls.NONE);
        assertThat(mail.user()).contains("me");
    }

    @Test
    void all_that_is_wrong_is_told_together() {
        Map<String, String> given = given("mail.host=smtp.example;mail.user=me;trust=nowhere.pem");

        assertThatThrownBy(() -> PageExample.load(given))
                .hasMessageContaining("reprieve.notify.mail.from")
                .hasMessageContaining("reprieve.notify.mail.to")
                .hasMessageContaining("reprieve.notify.mail.password")
                .hasMessageContaining("reprieve.notify.trust");
    }

    @Test
    void neither_secrets_nor_addresses_are_shown() {
        String all = MAIL + ";mail.user=notices;mail.password=pass-word";
        Settings settings =
                PageExample.load(given(all + ";webhook.url=https://hooks.example/T0/token"));

        String shown = settings.describe().toString() + settings.placeholders();

        assertThat(shown).doesNotContain("pass-word", "T0/token", "a@ops", "reprieve@ops");
    }

    @Test
    void nobody_is_told_where_nothing_is_set() {
        NotifySettings notices = DeclaredNotify.read(PageExample.load(Map.of()).values());

        assertThat(notices.mail()).isEmpty();
        assertThat(notices.webhook()).isEmpty();
    }

    @Test
    void the_example_of_mail_means_what_it_says() throws IOException {
        Map<String, String> example = example("## Mail");
        example.put(PREFIX + "mail.password", "file:" + write("password", "x"));
        example.put(PREFIX + "trust", write("authority.pem", "x").toString());

        MailSettings mail =
                DeclaredNotify.read(PageExample.load(example).values()).mail().orElseThrow();

        assertThat(mail.tls()).isEqualTo(MailTls.STARTTLS);
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.to()).containsExactly("mail-team@example.com", "on-call@example.com");
        assertThat(mail.user()).contains("reprieve");
    }

    @Test
    void the_example_of_a_webhook_means_what_it_says() throws IOException {
        Map<String, String> example = example("## Webhook");
        assertThat(example.get(PREFIX + "webhook.url")).startsWith("file:");
        example.put(PREFIX + "webhook.url", "file:" + write("url", "https://hooks.example/T0/x"));

        WebhookSettings webhook =
                DeclaredNotify.read(PageExample.load(example).values()).webhook().orElseThrow();

        assertThat(webhook.form()).isEqualTo(NoticeForm.SLACK);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Map<String, String> given(String settings) {
        Map<String, String> given = new HashMap<>();
        for (String one : settings.replace("MAIL;", MAIL).split(";+")) {
            given.put(PREFIX + one.split("=", 2)[0], one.split("=", 2)[1]);
        }
        return given;
    }

    /** The settings below that heading of the page. */
    private static Map<String, String> example(String heading) throws IOException {
        return PageExample.of("docs/notices.md", heading);
    }
}
