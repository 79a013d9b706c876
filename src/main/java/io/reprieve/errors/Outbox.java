package io.reprieve.errors;

import io.reprieve.domain.Redactor;
import io.reprieve.domain.RetryPolicy;
import io.reprieve.ledger.Deliveries;
import io.reprieve.ledger.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sinks have to bring: each takes what is due, brings it, and says so; what fails is due again
 * later, for as long as it takes. Thread-safe.
 */
public final class Outbox {
    /** Taken at once; the next look takes more. */
    private static final int MAX_DUE = 20;

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

    /** What a sink is to bring now. */
    public List<Delivery> due(String sink) {
        return deliveries.due(sink, MAX_DUE);
    }

    /** When a sink is to bring something next; null where nothing waits. */
    public Instant nextDue(String sink) {
        return deliveries.nextDue(sink).orElse(null);
    }

    /** Says that a delivery has arrived. */
    public void done(Delivery delivery) {
        deliveries.done(delivery);
        if (delivery.attempts() > 0) {
            LOG.info("{} works again", delivery.way());
        }
    }

    /** Says that a delivery will not be brought, or not to all, and why. */
    public void giveUp(Delivery delivery, Throwable failure) {
        deliveries.giveUp(delivery, Redactor.of(ErrorReporter.words(failure)));
    }

    /** Says that an attempt failed: it is made again later. */
    public void later(Delivery delivery, Throwable failure) {
        Duration wait = policy.delay(delivery.attempts());
        String words = Redactor.of(ErrorReporter.words(failure));
        deliveries.later(delivery, clock.instant().plus(wait), words);
    }
}
