package io.reprieve.connector.jms;

import io.reprieve.endpoint.DueDeliveries;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers that are due, either all that were not tried yet or all that failed before. */
final class DueAnswers extends DueDeliveries {
    private final Supplier<List<Delivery>> due;
    private final Supplier<Optional<Instant>> next;

    DueAnswers(
            Outbox outbox,
            ErrorReporter errors,
            Supplier<List<Delivery>> due,
            Supplier<Optional<Instant>> next) {
        super(JmsSource.DOOR, outbox, errors);
        this.due = due;
        this.next = next;
    }

    @Override
    public List<Delivery> due() {
        return due.get();
    }

    @Override
    public Instant nextDue() {
        return next.get().orElse(null);
    }

    /** Its end was noted when it was sent, unless a request has come again meanwhile. */
    @Override
    public void commit(Delivery delivery) {}
}
