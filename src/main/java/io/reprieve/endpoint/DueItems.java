package io.reprieve.endpoint;

import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What an endpoint of the ledger reads, and what the end of an exchange means for it. Called by the
 * one thread of its consumer.
 *
 * @param <T> what a route gets as body, and in the property {@link
 *     io.reprieve.ledger.LedgerItem#PROPERTY}
 */
public interface DueItems<T> {
    /** What is due now, in the order in which it goes to the route; each until its commit. */
    List<T> due();

    /** When the next is due if nothing is committed before; null: nothing waits for a time. */
    Instant nextDue();

    /** Tells items apart, also when they are read again. */
    Object key(T item);

    /** The route has done its work. */
    void commit(T item);

    /**
     * The route failed: tells of it, and sees to it that the item is due again when that makes
     * sense.
     *
     * @param exchange as it was at its end
     * @param failure why
     */
    void rollback(T item, Exchange exchange, Throwable failure);
}
