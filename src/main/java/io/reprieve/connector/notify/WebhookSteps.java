package io.reprieve.connector.notify;

import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.LedgerItem;
import io.reprieve.settings.Secret;
import io.reprieve.settings.SecretException;
import java.net.URI;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** Notices on their way to a webhook. Thread-safe. */
public final class WebhookSteps {
    /** Name of this sink. */
    static final String WAY = "notify-webhook";

    private static final int SUCCESS = 2;

    private final WebhookSettings settings;
    private final Notices notices;

    WebhookSteps(WebhookSettings settings, Notices notices) {
        this.settings = settings;
        this.notices = notices;
    }

    /**
     * Makes the request for one notice. The address is a secret: it is on the message only here.
     */
    public void request(
            Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) Delivery delivery) {
        if (delivery.attempts() > 0) {
            reload(settings.url());
        }
        write(exchange, settings, notices.notice(delivery));
    }

    /** Makes the request for a notice. */
    static void write(Exchange exchange, WebhookSettings settings, Notice notice) {
        Message message = exchange.getIn();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, address(settings.url()));
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(WebhookBody.of(notice, settings.form()));
    }

    /**
     * Looks whether the notice was taken. The answer's body is not read, however long it is.
     *
     * @throws NoticeFailedException when it was not
     */
    public static void check(Exchange exchange) {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        message.removeHeaders("*");
        if (status == null || status / 100 != SUCCESS) {
            String more = status != null && status / 100 == 3 ? " (not followed)" : "";
            throw new NoticeFailedException(
                    "the webhook answered HTTP " + status + more + "; the notice is kept");
        }
    }

    private static String address(Secret url) {
        try {
            return URI.create(url.value()).toASCIIString();
        } catch (IllegalArgumentException e) {
            // Its words would show the address.
            throw new NoticeFailedException("reprieve.notify.webhook.url is no address any more");
        }
    }

    private static void reload(Secret url) {
        try {
            url.reload();
        } catch (SecretException e) {
            throw new NoticeFailedException("reprieve.notify.webhook.url: " + e.getMessage());
        }
    }
}
