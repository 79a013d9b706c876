package io.reprieve.connector.notify;

import io.reprieve.settings.HttpSettings;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/** What the mail client is told: encrypt or fail, check the certificate, never hang. */
final class MailProperties {
    private MailProperties() {}

    static Properties of(MailSettings settings, HttpSettings times, SSLContext tls) {
        Properties properties = new Properties();
        String connect = Long.toString(times.connectTimeout().toMillis());
        String answer = Long.toString(times.responseTimeout().toMillis());
        properties.put("mail.smtp.connectiontimeout", connect);
        properties.put("mail.smtp.timeout", answer);
        properties.put("mail.smtp.writetimeout", answer);
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.put("mail.smtp.quitwait", "false");
        // One address that is refused must not keep the mail from the others.
        properties.put("mail.smtp.sendpartial", "true");
        boolean startTls = settings.tls() == MailTls.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.tls() == MailTls.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (tls != null) {
            properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
        }
        return properties;
    }
}
