package io.reprieve.calls;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Aggregates parts of small lists into one call of an account: the body is a {@link Part} before
 * and a {@link Batch} after. A call is closed before it would overflow. Thread-safe.
 */
public final class FillCall implements AggregationStrategy {
    private final CallGate gate;
    private final Map<String, Integer> open = new HashMap<>();

    /** A strategy that fills calls up to the size that the schedule gives. */
    public FillCall(CallGate gate) {
        this.gate = gate;
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange next) {
        Part part = next.getIn().getBody(Part.class);
        List<Part> parts = new ArrayList<>();
        if (before != null) {
            parts.addAll(before.getIn().getBody(Batch.class).parts());
        }
        parts.add(part);
        Batch batch = new Batch(part.account(), parts);
        Exchange filled = before == null ? next : before;
        filled.getIn().setBody(batch);
        synchronized (this) {
            open.put(part.account(), batch.size());
        }
        return filled;
    }

    @Override
    public boolean canPreComplete() {
        return true;
    }

    @Override
    public boolean preComplete(Exchange before, Exchange next) {
        if (before == null) {
            return false;
        }
        Part part = next.getIn().getBody(Part.class);
        int size = before.getIn().getBody(Batch.class).size() + part.size();
        return size > gate.fillSize(part.account());
    }

    @Override
    public synchronized void onCompletion(Exchange exchange) {
        if (exchange != null) {
            open.remove(exchange.getIn().getBody(Batch.class).account());
        }
    }

    /** Whether a call is as full as it may be. */
    public boolean isFull(Batch batch) {
        return batch.size() >= gate.fillSize(batch.account());
    }

    /** Ids that may still join the call being filled. */
    synchronized int room(String account) {
        return Math.max(0, gate.fillSize(account) - open.getOrDefault(account, 0));
    }
}
