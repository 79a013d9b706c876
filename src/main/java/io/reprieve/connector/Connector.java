package io.reprieve.connector;

import io.reprieve.endpoint.LedgerComponent;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.ledger.Job;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * A source or a sink that is off until its settings switch it on: only then are its route files
 * loaded and its beans made, so that what is off touches nothing. Its methods are called once, in
 * this order, by one thread; {@link #ways} later, by the route {@code report}.
 */
public interface Connector extends AutoCloseable {
    /** Names of its route files in the folder of routes, without {@code .camel.yaml}. */
    List<String> routeFiles();

    /** Its beans, by the names that its routes use. */
    Map<String, Object> beans();

    /** What its routes need besides the settings; keys begin with {@code reprieve.internal.}. */
    default Map<String, String> placeholders() {
        return Map.of();
    }

    /**
     * Adds what its sinks have to bring to the endpoints of the ledger.
     *
     * @param outbox where deliveries wait, and wait for another attempt
     */
    default void addDeliveries(LedgerComponent ledger, Outbox outbox, ErrorReporter errors) {}

    /** Adds what cannot stand in a file: a route from a template for each name. */
    default void prepare(CamelContext context) throws Exception {}

    /**
     * The sinks that bring something of a complete job.
     *
     * @return names for {@link io.reprieve.ledger.Delivery#way()}; empty for a job that is none of
     *     its business
     */
    default List<String> ways(Job job) {
        return List.of();
    }

    /** Lets go of what it holds, after the routes have ended. */
    @Override
    default void close() {}
}
