package io.reprieve.errors;

import io.reprieve.domain.Redactor;
import io.reprieve.domain.RetryPolicy;
import io.reprieve.ledger.Deliveries;
import io.reprieve.ledger.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ways out have to bring: each takes what is due, brings it, and says so; what fails is due
 * again later, for as long as it takes. Thread-safe.
 */
public final class Outbox {
    /** Exchange property: the {@link Delivery} that is being brought. */
    public static final String DELIVERY = "reprieveDelivery";

    /** Taken at once; the next look takes more. */
    private static final int MOST = 20;

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.delivery");

    private final Deliveries deliveries;
    private final RetryPolicy policy;
    private final Clock clock;

    /** An outbox that waits between attempts as that policy says. */
    public Outbox(Deliveries deliveries, RetryPolicy policy, Clock clock) {
        this.deliveries = deliveries;
        this.policy = policy;
        this.clock = clock;
    }

    /** What a way is to bring now. */
    public List<Delivery> due(String way) {
        return deliveries.due(way, MOST);
    }

    /** Says that a delivery has arrived. */
    public void done(@ExchangeProperty(DELIVERY) Delivery delivery) {
        deliveries.done(delivery);
        if (delivery.attempts() > 0) {
            LOG.info("{} works again", delivery.way());
        }
    }

    /** Says that a delivery will not be brought, or not to all, and why. */
    public void giveUp(
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        deliveries.giveUp(delivery, Redactor.of(ErrorReporter.words(failure)));
    }

    /** Says that an attempt failed: it is made again later. */
    public void later(
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        if (delivery == null) {
            return;
        }
        Duration wait = policy.delay(delivery.attempts());
        String words = Redactor.of(ErrorReporter.words(failure));
        deliveries.later(delivery, clock.instant().plus(wait), words);
    }
}
