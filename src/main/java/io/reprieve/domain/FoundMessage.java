package io.reprieve.domain;

import java.util.List;

/**
 * A message as a search shows it. Texts are on one line, cut to a bounded length.
 *
 * @param id the investigate id, or null
 * @param senders addresses of the sender, the one of the mail's head first; may be empty
 * @param recipients addresses of the recipients; may be empty
 * @param subject its subject, or null
 * @param disposition what it was taken for, or null
 * @param scannedAt when it was seen, or null
 * @param quarantined whether it is in quarantine
 */
public record FoundMessage(
        String id,
        List<String> senders,
        List<String> recipients,
        String subject,
        String disposition,
        String scannedAt,
        boolean quarantined) {
    /** Texts keep to one line and hide nothing: they come from whoever wrote the mail. */
    public FoundMessage {
        senders = senders.stream().map(PlainText::line).toList();
        recipients = recipients.stream().map(PlainText::line).toList();
        subject = PlainText.line(subject);
        disposition = PlainText.line(disposition);
        scannedAt = PlainText.line(scannedAt);
    }
}
