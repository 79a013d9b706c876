package io.reprieve.connector.notify;

import io.reprieve.endpoint.DueDeliveries;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.LedgerItem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** Notices on their way by mail. Thread-safe. */
public final class MailSteps {
    /** Name of this sink. */
    static final String WAY = "notify-mail";

    private final MailSettings settings;
    private final Notices notices;
    private final MailLogin login;

    /**
     * Addresses that need no further attempt, by the delivery's number: they have it, or never
     * will.
     */
    private final Map<Long, Set<String>> settled = new ConcurrentHashMap<>();

    MailSteps(MailSettings settings, Notices notices, MailLogin login) {
        this.settings = settings;
        this.notices = notices;
        this.login = login;
    }

    /** Writes the mail of one notice. */
    public void write(Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) Delivery delivery) {
        if (delivery.attempts() > 0) {
            login.reload();
        }
        fill(exchange, settings, left(delivery), notices.notice(delivery));
    }

    /** What is to be mailed. */
    DueDeliveries due(Outbox outbox, ErrorReporter errors) {
        return new DueNotices(notices, WAY, outbox, errors, this::explain) {
            @Override
            public void commit(Delivery delivery) {
                super.commit(delivery);
                settled.remove(delivery.number());
            }

            @Override
            protected void failed(Delivery delivery, Throwable failure) {
                if (left(delivery).isEmpty()) {
                    // All have it but those whom the server refuses for good.
                    outbox.giveUp(delivery, failure);
                    settled.remove(delivery.number());
                } else {
                    super.failed(delivery, failure);
                }
            }
        };
    }

    private List<String> left(Delivery delivery) {
        Set<String> no = settled.getOrDefault(delivery.number(), Set.of());
        return settings.to().stream().filter(one -> !no.contains(MailResults.plain(one))).toList();
    }

    /** Writes the mail of a notice. */
    static void fill(Exchange exchange, MailSettings settings, List<String> to, Notice notice) {
        Message message = exchange.getIn();
        message.removeHeaders("*");
        message.setHeader("From", settings.from());
        message.setHeader("To", String.join(",", to));
        message.setHeader("Subject", "[Reprieve] " + notice.title());
        // Keeps those who are away from answering to everything.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=UTF-8");
        message.setBody(notice.title() + "\n\n" + notice.text() + "\n");
    }

    /**
     * Puts words in the place of a failure: what it means, and which setting to look at. Takes note
     * of who has the mail all the same, and of who will never get it.
     */
    private Throwable explain(Delivery delivery, Throwable failure) {
        MailResults results = MailResults.of(failure);
        Set<String> done = new HashSet<>(results.sent());
        results.refusals().stream()
                .filter(MailResults.Refusal::isFinal)
                .forEach(refusal -> done.add(refusal.address()));
        if (!done.isEmpty()) {
            settled.computeIfAbsent(delivery.number(), number -> ConcurrentHashMap.newKeySet())
                    .addAll(done);
        }
        return new NoticeFailedException(MailErrorMessages.of(failure, settings));
    }
}
