package io.reprieve.endpoint;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;

/**
 * {@code ledger:deliveries?to=SINK}: what a sink has to bring, until it has arrived. What fails is
 * told and due again later, by {@code reprieve.retry.*}.
 */
public class DueDeliveries implements DueItems<Delivery> {
    private final String sink;
    private final Outbox outbox;
    private final ErrorReporter errors;
    private final BiFunction<Delivery, Throwable, Throwable> explain;

    /**
     * Those of a sink.
     *
     * @param explain puts words of an operator in the place of a failure
     */
    public DueDeliveries(
            String sink,
            Outbox outbox,
            ErrorReporter errors,
            BiFunction<Delivery, Throwable, Throwable> explain) {
        this.sink = sink;
        this.outbox = outbox;
        this.errors = errors;
        this.explain = explain;
    }

    /** The same for a sink whose failures need no words. */
    public DueDeliveries(String sink, Outbox outbox, ErrorReporter errors) {
        this(sink, outbox, errors, (delivery, failure) -> failure);
    }

    @Override
    public List<Delivery> due() {
        return outbox.due(sink);
    }

    @Override
    public Instant nextDue() {
        return outbox.nextDue(sink);
    }

    @Override
    public final Object key(Delivery delivery) {
        return delivery.number();
    }

    @Override
    public void commit(Delivery delivery) {
        outbox.done(delivery);
    }

    @Override
    public final void rollback(Delivery delivery, Exchange exchange, Throwable failure) {
        Throwable explained = explain.apply(delivery, failure);
        errors.tell(exchange, explained);
        failed(delivery, explained);
    }

    /** Writes down that an attempt failed. */
    protected void failed(Delivery delivery, Throwable failure) {
        outbox.later(delivery, failure);
    }
}
