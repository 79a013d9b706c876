package io.reprieve.connector.jms;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The component {@code jms-burst}: {@code from: jms-burst:QUEUE} gives a route the messages that
 * come together, and acknowledges them together when the exchange has ended well. The options are
 * named as those of Camel's own batching; see decision 17.
 */
final class BurstComponent extends DefaultComponent {
    /** Most messages of a burst, and so many are sent ahead to a consumer. */
    static final int BATCH_SIZE = 500;

    private final JmsSource source;
    private final ExceptionHandler pause;

    /**
     * A component over that source.
     *
     * @param pause tells of a failure, and waits before the next attempt
     */
    BurstComponent(JmsSource source, ExceptionHandler pause) {
        this.source = source;
        this.pause = pause;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        BurstEndpoint endpoint = new BurstEndpoint(uri, this);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The queue of requests. */
    public final class BurstEndpoint extends DefaultEndpoint {
        private int concurrentConsumers = 1;
        private int batchSize = BATCH_SIZE;
        private long batchTimeout = 100;

        BurstEndpoint(String uri, BurstComponent component) {
            super(uri, component);
        }

        /** Bursts that are accepted at once, each in a thread and a transaction of its own. */
        public int getConcurrentConsumers() {
            return concurrentConsumers;
        }

        /** Sets that number, at least 1. */
        public void setConcurrentConsumers(int concurrentConsumers) {
            this.concurrentConsumers = concurrentConsumers;
        }

        /** Most messages of a burst. */
        public int getBatchSize() {
            return batchSize;
        }

        /** Sets that number, at least 1. */
        public void setBatchSize(int batchSize) {
            this.batchSize = batchSize;
        }

        /** Longest time from the first message of a burst to the last, in ms. */
        public long getBatchTimeout() {
            return batchTimeout;
        }

        /** Sets that time. */
        public void setBatchTimeout(long batchTimeout) {
            this.batchTimeout = batchTimeout;
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            BurstConsumer consumer = new BurstConsumer(this, processor, source);
            configureConsumer(consumer);
            consumer.setExceptionHandler(pause);
            return consumer;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("Requests are taken here, and never sent.");
        }
    }
}
