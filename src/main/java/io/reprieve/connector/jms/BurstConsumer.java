package io.reprieve.connector.jms;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Takes bursts of messages, in as many threads as the endpoint says. The end of the exchange
 * acknowledges them; what failed is kept and tried again, unless the broker is lost: then it comes
 * again.
 */
final class BurstConsumer extends DefaultConsumer implements Suspendable {
    /** How long a burst that is being acknowledged is waited for, in ms. */
    private static final long ENDING = 500;

    private static final int INTERRUPTS = 4;
    private static final long POLL_MILLIS = 50;

    private final BurstComponent.BurstEndpoint endpoint;
    private final JmsSource source;
    private ExecutorService threads;

    BurstConsumer(BurstComponent.BurstEndpoint endpoint, Processor processor, JmsSource source) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        int size = endpoint.getConcurrentConsumers();
        threads =
                endpoint.getCamelContext()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(this, endpoint.getEndpointUri(), size);
        for (int i = 0; i < size; i++) {
            threads.execute(this::run);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (threads != null) {
            threads.shutdown();
            for (int i = 0; i < INTERRUPTS; i++) {
                if (threads.awaitTermination(ENDING, TimeUnit.MILLISECONDS)) {
                    break;
                }
                // Whoever waits for a broker that says nothing is let go; clients swallow
                // interrupts.
                threads.shutdownNow();
            }
            threads = null;
        }
        super.doStop();
    }

    private void run() {
        while (isRunAllowed() && !isStopping() && !Thread.currentThread().isInterrupted()) {
            if (isSuspendingOrSuspended()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
                continue;
            }
            Exchange exchange = createExchange(false);
            try {
                take(exchange);
                if (exchange.getException() != null) {
                    getExceptionHandler()
                            .handleException(
                                    "A burst is not accepted.", exchange, exchange.getException());
                }
            } finally {
                releaseExchange(exchange, false);
            }
        }
    }

    /** One burst, from the broker to its acknowledgement. */
    private void take(Exchange exchange) {
        MessageBatch burst = null;
        try {
            burst = source.receive(endpoint.getBatchSize(), endpoint.getBatchTimeout());
            if (burst == null) {
                return;
            }
            exchange.setProperty(JmsSource.BURST, burst);
            source.read(burst);
            exchange.getIn().setBody(burst);
            getProcessor().process(exchange);
            if (exchange.getException() == null) {
                source.acknowledge(burst);
            }
        } catch (Exception | Error e) {
            exchange.setException(e);
        }
        if (burst != null && exchange.getException() != null) {
            source.keep(burst, exchange.getException());
        }
    }
}
