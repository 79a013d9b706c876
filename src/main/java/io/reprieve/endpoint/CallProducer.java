package io.reprieve.endpoint;

import io.reprieve.calls.ReleaseCall;
import io.reprieve.domain.Batch;
import io.reprieve.domain.NotNowException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Hands a call that a route has filled to the consumer of {@code ledger:calls}; its parts stay
 * claimed meanwhile. Waits while too many calls wait there.
 */
final class CallProducer extends DefaultProducer {
    private static final long POLL_MILLIS = 100;

    private final BlockingQueue<ReleaseCall> calls;

    CallProducer(LedgerEndpoint endpoint, BlockingQueue<ReleaseCall> calls) {
        super(endpoint);
        this.calls = calls;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        ReleaseCall call = ReleaseCall.filled(exchange.getIn().getBody(Batch.class));
        while (!calls.offer(call, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!isRunAllowed() || isStopping()) {
                throw NotNowException.stopping();
            }
        }
    }
}
