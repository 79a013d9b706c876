package io.reprieve.connector.notify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who is told of trouble.
 *
 * @param webhook by HTTP, or nobody
 * @param mail by mail, or nobody
 * @param trust certificates in PEM that are trusted besides those of Java, or none
 */
public record NotifySettings(
        Optional<WebhookSettings> webhook, Optional<MailSettings> mail, Optional<Path> trust) {}
