package io.reprieve.connector.notify;

import io.reprieve.settings.Problem;
import io.reprieve.settings.Secret;
import io.reprieve.settings.Setting;
import io.reprieve.settings.SettingsGroup;
import io.reprieve.settings.ValueTypes;
import io.reprieve.settings.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of the notices. */
public final class DeclaredNotify implements SettingsGroup {
    static final Setting<Secret> WEBHOOK_URL =
            Setting.optional(
                    "reprieve.notify.webhook.url",
                    NoticeTypes.webhook(),
                    "The address that notices are posted to. Such addresses hold a token, "
                            + "so it is treated as a secret.");

    static final Setting<NoticeForm> WEBHOOK_TEMPLATE =
            Setting.of(
                    "reprieve.notify.webhook.template",
                    ValueTypes.choice(NoticeForm.class),
                    "json",
                    "The form of what is posted.\n"
                            + "  json   fields for programs\n"
                            + "  slack  {\"text\":\"…\"}, for Slack, Mattermost and those like them\n"
                            + "  teams  an adaptive card, for Microsoft Teams");

    static final Setting<String> MAIL_HOST =
            Setting.optional(
                    "reprieve.notify.mail.host",
                    NoticeTypes.host(),
                    "The server that notices are mailed through.");

    static final Setting<Integer> MAIL_PORT =
            Setting.of(
                    "reprieve.notify.mail.port",
                    ValueTypes.integer(1, 65_535),
                    "587",
                    "Its port. 587 suits starttls, 465 tls.");

    static final Setting<MailTls> MAIL_TLS =
            Setting.of(
                    "reprieve.notify.mail.tls",
                    ValueTypes.choice(MailTls.class),
                    "starttls",
                    "How the connection to it is protected. The server's certificate is "
                            + "always checked.");

    static final Setting<String> MAIL_USER =
            Setting.optional(
                    "reprieve.notify.mail.user", ValueTypes.userName(), "Who logs in there.");

    static final Setting<Secret> MAIL_PASSWORD =
            Setting.optional(
                    "reprieve.notify.mail.password",
                    ValueTypes.secret(),
                    "The password of that user.");

    static final Setting<String> MAIL_FROM =
            Setting.optional(
                    "reprieve.notify.mail.from", ValueTypes.email(), "The sender of the mails.");

    static final Setting<List<String>> MAIL_TO =
            Setting.optional(
                    "reprieve.notify.mail.to", NoticeTypes.addresses(), "Who gets the mails.");

    static final Setting<Path> TRUST =
            Setting.optional(
                    "reprieve.notify.trust",
                    ValueTypes.path(),
                    "Certificates that are trusted besides those that Java trusts. A file "
                            + "in PEM, for a webhook or mail server whose certificate comes from an "
                            + "authority of your own.");

    /** All of the above. */
    static final List<Setting<?>> ALL =
            List.of(
                    WEBHOOK_URL,
                    WEBHOOK_TEMPLATE,
                    MAIL_HOST,
                    MAIL_PORT,
                    MAIL_TLS,
                    MAIL_USER,
                    MAIL_PASSWORD,
                    MAIL_FROM,
                    MAIL_TO,
                    TRUST);

    @Override
    public List<Setting<?>> declared() {
        return ALL;
    }

    @Override
    public void check(Values values, List<Problem> problems) {
        NotifyChecks.run(values, problems);
    }

    /** Who is told of trouble; only for settings without problems. */
    public static NotifySettings read(Values values) {
        return new NotifySettings(
                Optional.ofNullable(values.get(WEBHOOK_URL))
                        .map(url -> new WebhookSettings(url, values.get(WEBHOOK_TEMPLATE))),
                Optional.ofNullable(values.get(MAIL_HOST)).map(host -> mail(host, values)),
                Optional.ofNullable(values.get(TRUST)));
    }

    private static MailSettings mail(String host, Values values) {
        return new MailSettings(
                host,
                values.get(MAIL_PORT),
                values.get(MAIL_TLS),
                Optional.ofNullable(values.get(MAIL_USER)),
                Optional.ofNullable(values.get(MAIL_PASSWORD)),
                values.get(MAIL_FROM),
                values.get(MAIL_TO));
    }
}
