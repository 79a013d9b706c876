package io.reprieve.connector.notify;

import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import io.reprieve.settings.MailSettings;
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
    /** Name of this way out. */
    static final String WAY = "notify-mail";

    /** Exchange property: whether everybody has the mail or will never get it. */
    static final String NOBODY_LEFT = "reprieveNobodyLeft";

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
    public void write(Exchange exchange, @ExchangeProperty(Outbox.DELIVERY) Delivery delivery) {
        if (delivery.attempts() > 0) {
            login.reload();
        }
        fill(exchange, settings, left(delivery), notices.notice(delivery));
    }

    /** Forgets what was remembered of a notice that all have now. */
    public void taken(@ExchangeProperty(Outbox.DELIVERY) Delivery delivery) {
        settled.remove(delivery.number());
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
     * Puts words in the place of a failure: what it means, and which setting to look at. Says as
     * well whether anybody is left who may get the mail later.
     */
    public void explain(
            Exchange exchange,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @ExchangeProperty(Outbox.DELIVERY) Delivery delivery) {
        MailResults fates = MailResults.of(failure);
        Set<String> done = new HashSet<>(fates.sent());
        fates.refusals().stream()
                .filter(MailResults.Refusal::isFinal)
                .forEach(refusal -> done.add(refusal.address()));
        if (!done.isEmpty()) {
            settled.computeIfAbsent(delivery.number(), number -> ConcurrentHashMap.newKeySet())
                    .addAll(done);
        }
        if (left(delivery).isEmpty()) {
            settled.remove(delivery.number());
            exchange.setProperty(NOBODY_LEFT, true);
        }
        String words = MailErrorMessages.of(failure, settings);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new NoticeFailedException(words));
    }
}
