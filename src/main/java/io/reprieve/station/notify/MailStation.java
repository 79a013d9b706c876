package io.reprieve.station.notify;

import io.reprieve.ledger.Delivery;
import io.reprieve.settings.MailSettings;
import io.reprieve.station.Outbox;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** Notices on their way by mail. Thread-safe. */
public final class MailStation {
    /** Name of this way out. */
    static final String WAY = "notify-mail";

    private final MailSettings settings;
    private final Notices notices;
    private final MailLogin login;

    MailStation(MailSettings settings, Notices notices, MailLogin login) {
        this.settings = settings;
        this.notices = notices;
        this.login = login;
    }

    /** Writes the mail of one notice. */
    public void write(Exchange exchange, @ExchangeProperty(Outbox.DELIVERY) Delivery delivery) {
        if (delivery.attempts() > 0) {
            login.reload();
        }
        fill(exchange, settings, notices.notice(delivery));
    }

    /** Writes the mail of a notice. */
    static void fill(Exchange exchange, MailSettings settings, Notice notice) {
        Message message = exchange.getIn();
        message.removeHeaders("*");
        message.setHeader("From", settings.from());
        message.setHeader("To", String.join(",", settings.to()));
        message.setHeader("Subject", "[Reprieve] " + notice.title());
        // Keeps those who are away from answering to everything.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=UTF-8");
        message.setBody(notice.title() + "\n\n" + notice.text() + "\n");
    }

    /** Puts words in the place of a failure: what it means, and which setting to look at. */
    public void explain(
            Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        String words = MailWords.of(failure, settings);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new NoticeFailedException(words));
    }
}
