package io.reprieve.endpoint;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One kind of what the ledger has to give; see {@code docs/ledger-component.md}. */
public final class LedgerEndpoint extends DefaultEndpoint {
    private final LedgerComponent component;
    private final String kind;
    private String to;
    private int concurrentConsumers = 1;
    private long minDelay = 25;

    LedgerEndpoint(String uri, LedgerComponent component, String kind) {
        super(uri, component);
        this.component = component;
        this.kind = kind;
    }

    /** What it gives: {@code calls}, {@code parts}, {@code doubts} and so on. */
    String kind() {
        return kind;
    }

    /** Which sink the deliveries are for; only for {@code ledger:deliveries}. */
    public String getTo() {
        return to;
    }

    /** Sets the name of the sink. */
    public void setTo(String to) {
        this.to = to;
    }

    /** Threads; only for {@code ledger:calls} and {@code ledger:doubts}. */
    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /** Sets the number of threads, at least 1. */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    /** Least time between two looks that find nothing, in ms, however much is committed. */
    public long getMinDelay() {
        return minDelay;
    }

    /** Sets that time. */
    public void setMinDelay(long minDelay) {
        this.minDelay = minDelay;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = component.consumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return component.producer(this);
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
