package io.reprieve.connector.notify;

import io.reprieve.settings.BaseUrls;
import io.reprieve.settings.Problem;
import io.reprieve.settings.Setting;
import io.reprieve.settings.Value;
import io.reprieve.settings.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bounds that settings of notices set each other. */
final class NotifyChecks {
    private static final List<Setting<?>> OF_MAIL =
            List.of(
                    DeclaredNotify.MAIL_USER,
                    DeclaredNotify.MAIL_PASSWORD,
                    DeclaredNotify.MAIL_FROM,
                    DeclaredNotify.MAIL_TO);

    private final Values values;
    private final List<Problem> problems;

    private NotifyChecks(Values values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    static void run(Values values, List<Problem> problems) {
        NotifyChecks checks = new NotifyChecks(values, problems);
        checks.mail();
        checks.login();
        checks.trust();
    }

    private void mail() {
        boolean hasHost = isSet(DeclaredNotify.MAIL_HOST);
        for (Setting<?> setting : OF_MAIL) {
            if (!hasHost && isSet(setting)) {
                tell(setting, "does nothing without reprieve.notify.mail.host; set that too");
            }
        }
        for (Setting<?> needed : List.of(DeclaredNotify.MAIL_FROM, DeclaredNotify.MAIL_TO)) {
            if (hasHost && !isSet(needed)) {
                tell(needed, "is missing, and reprieve.notify.mail.host is set");
            }
        }
    }

    private void login() {
        boolean hasUser = isSet(DeclaredNotify.MAIL_USER);
        if (hasUser != isSet(DeclaredNotify.MAIL_PASSWORD)) {
            tell(
                    hasUser ? DeclaredNotify.MAIL_PASSWORD : DeclaredNotify.MAIL_USER,
                    "is missing; user and password go together");
        }
        String host = values.get(DeclaredNotify.MAIL_HOST);
        boolean isBare = values.get(DeclaredNotify.MAIL_TLS) == MailTls.NONE;
        if (hasUser && isBare && host != null && !BaseUrls.isLoopback(host)) {
            tell(
                    DeclaredNotify.MAIL_TLS,
                    "is none, which would send the password unencrypted to another machine; use"
                            + " starttls or tls");
        }
    }

    private void trust() {
        Path file = values.get(DeclaredNotify.TRUST);
        if (file != null && !Files.isReadable(file)) {
            tell(DeclaredNotify.TRUST, "names a file that cannot be read");
        }
    }

    private boolean isSet(Setting<?> setting) {
        Value<?> value = values.value(setting);
        return value.parsed() != null || value.wrong();
    }

    private void tell(Setting<?> setting, String words) {
        problems.add(new Problem(setting.key(), values.value(setting).source(), words));
    }
}
