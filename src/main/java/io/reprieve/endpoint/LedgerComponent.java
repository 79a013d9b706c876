package io.reprieve.endpoint;

import io.reprieve.calls.CallDispatcher;
import io.reprieve.calls.CallGate;
import io.reprieve.calls.ReleaseCall;
import io.reprieve.calls.ReleaseSteps;
import io.reprieve.domain.NotNowException;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.CommitSignal;
import io.reprieve.verify.VerifySteps;
import io.reprieve.verify.VerifyTask;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code ledger}: what is due in the ledger as endpoints to consume from. {@code
 * docs/ledger-component.md} is its manual.
 */
public final class LedgerComponent extends DefaultComponent {
    private static final String CALLS = "calls";
    private static final String PARTS = "parts";
    private static final String DOUBTS = "doubts";
    private static final String DELIVERIES = "deliveries";

    private final Calls work;
    private final CallFeed feed;
    private final CommitSignal commits;
    private final Clock clock;
    private final ErrorReporter errors;
    private final Map<String, DueItems<?>> items = new HashMap<>();

    /**
     * What makes and ends calls.
     *
     * @param gate who may be called when
     * @param dispatcher claims what is due
     * @param release ends calls that release
     * @param verify makes and ends lookups
     */
    public record Calls(
            CallGate gate, CallDispatcher dispatcher, ReleaseSteps release, VerifySteps verify) {}

    /** A component that is woken by that signal. */
    public LedgerComponent(Calls work, CommitSignal commits, Clock clock, ErrorReporter errors) {
        this.work = work;
        this.commits = commits;
        this.clock = clock;
        this.errors = errors;
        this.feed = new CallFeed(work.dispatcher(), work.verify(), commits, clock, errors);
    }

    /**
     * Adds an endpoint {@code ledger:KIND}, before any route is loaded.
     *
     * @param items what it gives
     */
    public void add(String kind, DueItems<?> items) {
        this.items.put(kind, items);
    }

    /** Adds an endpoint {@code ledger:deliveries?to=SINK}, before any route is loaded. */
    public void addDeliveries(String sink, DueItems<?> items) {
        add(deliveries(sink), items);
    }

    private static String deliveries(String sink) {
        return DELIVERIES + "?to=" + sink;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Consumer consumer(LedgerEndpoint endpoint, Processor processor) {
        return switch (endpoint.kind()) {
            case CALLS ->
                    new WorkConsumer<>(
                            endpoint,
                            processor,
                            feed.calls(),
                            new CallEnding(),
                            isStarted -> feed.calls(isStarted, getCamelContext()),
                            errors);
            case PARTS -> new PartConsumer(endpoint, processor, feed);
            case DOUBTS ->
                    new WorkConsumer<>(
                            endpoint,
                            processor,
                            feed.tasks(),
                            new TaskEnding(),
                            isStarted -> feed.tasks(isStarted, getCamelContext()),
                            errors);
            default ->
                    new LedgerConsumer<>(
                            endpoint, processor, items(endpoint), commits, clock, errors);
        };
    }

    private DueItems<?> items(LedgerEndpoint endpoint) {
        String kind = endpoint.kind();
        DueItems<?> found =
                items.get(DELIVERIES.equals(kind) ? deliveries(endpoint.getTo()) : kind);
        if (found == null) {
            throw new IllegalArgumentException(
                    endpoint.getEndpointUri() + " is nothing that the ledger has");
        }
        return found;
    }

    Producer producer(LedgerEndpoint endpoint) {
        if (!CALLS.equals(endpoint.kind())) {
            throw new UnsupportedOperationException(
                    "Only ledger:calls can be sent to, not " + endpoint.getEndpointUri());
        }
        return new CallProducer(endpoint, feed.calls());
    }

    private final class CallEnding implements WorkConsumer.Ending<ReleaseCall> {
        @Override
        public void rollback(ReleaseCall call, Throwable failure) {
            if (failure instanceof NotNowException) {
                work.release().giveBack(call);
            } else {
                work.release().lose(call);
            }
        }

        @Override
        public void leave(ReleaseCall call) {
            work.release().leave(call);
        }

        @Override
        public boolean isStopping() {
            return work.gate().isStopping();
        }
    }

    private final class TaskEnding implements WorkConsumer.Ending<VerifyTask> {
        @Override
        public void rollback(VerifyTask task, Throwable failure) {
            work.verify().giveBack(task);
        }

        @Override
        public void leave(VerifyTask task) {
            work.verify().leave(task);
        }

        @Override
        public boolean isStopping() {
            return work.gate().isStopping();
        }
    }
}
