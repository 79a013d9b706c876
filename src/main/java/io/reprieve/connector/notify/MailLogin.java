package io.reprieve.connector.notify;

import io.reprieve.settings.Secret;
import io.reprieve.settings.SecretException;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.component.mail.MailAuthenticator;

/** Logs in with the password as it is now, so that it stands in no address. Thread-safe. */
final class MailLogin extends MailAuthenticator {
    private final String user;
    private final Secret password;

    /** A login; both are null where there is none. */
    MailLogin(String user, Secret password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(user, password.value());
    }

    /** Reads the password again: it may have been rotated. */
    void reload() {
        if (password == null) {
            return;
        }
        try {
            password.reload();
        } catch (SecretException e) {
            throw new NoticeFailedException("reprieve.notify.mail.password: " + e.getMessage());
        }
    }
}
