package io.reprieve.app;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * Sends tokens that say: have a look, something may be due. Each is an exchange of its own: handing
 * on the exchange of a file would hand on its completion too, and a token that is discarded,
 * because one like it waits already, would take it along. Thread-safe.
 */
public final class Wake {
    private static final String TOKENS = "?size=1&discardWhenFull=true";

    private final ProducerTemplate template;

    /** Sends in that context. */
    public Wake(CamelContext context) {
        this.template = context.createProducerTemplate();
    }

    /** Wakes the station that looks for due rows. */
    public void dispatch() {
        template.sendBody("seda:dispatch" + TOKENS, null);
    }

    /** Wakes the station that looks for complete jobs. */
    public void report() {
        template.sendBody("seda:report" + TOKENS, null);
    }
}
