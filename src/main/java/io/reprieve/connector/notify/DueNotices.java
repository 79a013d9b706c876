package io.reprieve.connector.notify;

import io.reprieve.endpoint.DueDeliveries;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Delivery;
import java.util.List;
import java.util.function.BiFunction;

/** Notices that a sink has to bring; what could not be brought for too long is given up. */
class DueNotices extends DueDeliveries {
    private final Notices notices;
    private final String sink;

    DueNotices(
            Notices notices,
            String sink,
            Outbox outbox,
            ErrorReporter errors,
            BiFunction<Delivery, Throwable, Throwable> explain) {
        super(sink, outbox, errors, explain);
        this.notices = notices;
        this.sink = sink;
    }

    @Override
    public List<Delivery> due() {
        return notices.due(sink);
    }
}
