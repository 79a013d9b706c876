package io.reprieve.endpoint;

import io.reprieve.domain.Part;
import io.reprieve.ledger.LedgerItem;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Gives a route parts of small lists, which it is to aggregate to calls, in the thread that claims
 * them: that one must know how much room a call has left before it claims more.
 *
 * <p>Suspendable, so that Camel stops the steps of the route only after the exchange under way: a
 * step that is stopped fails, and a call that has its answer would be in doubt.
 */
final class PartConsumer extends DefaultConsumer implements Suspendable {
    private final CallFeed feed;

    PartConsumer(LedgerEndpoint endpoint, Processor processor, CallFeed feed) {
        super(endpoint, processor);
        this.feed = feed;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        feed.parts(this, getEndpoint().getCamelContext());
    }

    @Override
    protected void doStop() throws Exception {
        feed.parts(null, getEndpoint().getCamelContext());
        super.doStop();
    }

    void give(Part part) {
        Exchange exchange = createExchange(false);
        exchange.setProperty(LedgerItem.PROPERTY, part);
        exchange.getIn().setBody(part);
        process(exchange);
    }

    /** Asks the route to complete what it aggregates: nothing more is expected. */
    void completeCalls() {
        Exchange exchange = createExchange(false);
        exchange.getIn().setHeader(Exchange.AGGREGATION_COMPLETE_ALL_GROUPS, true);
        process(exchange);
    }

    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception | Error e) {
            exchange.setException(e);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException(
                                "A part stays claimed.", exchange, exchange.getException());
            }
            releaseExchange(exchange, false);
        }
    }
}
