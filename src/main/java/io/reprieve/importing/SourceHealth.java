package io.reprieve.importing;

import io.reprieve.domain.Redactor;
import io.reprieve.list.ListSubmission;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/**
 * How each source does since the start: a failure is known from the error rule {@code source}, and
 * is over once a list came through, or once the source says so itself. Thread-safe.
 */
public final class SourceHealth {
    /** Exchange property: the source's name, where an exchange has no list yet. */
    public static final String DOOR = "reprieveDoor";

    /** The error rule by whose name a route is known as a source. */
    private static final String RULE = "source";

    private final Clock clock;
    private final Map<String, Standing> standings = new TreeMap<>();

    /** Sources of which nothing is known yet. */
    public SourceHealth(Clock clock) {
        this.clock = clock;
    }

    /**
     * How a source does.
     *
     * @param trouble why it fails, without secrets and mail addresses; null while it works
     * @param since since when
     */
    public record Standing(String trouble, Instant since) {}

    /** Says that a source cannot do its work now. */
    public void failed(String door, String words) {
        String trouble = Redactor.of(words);
        synchronized (this) {
            Standing before = standings.get(door);
            boolean isNew = before == null || before.trouble() == null;
            standings.put(door, new Standing(trouble, isNew ? clock.instant() : before.since()));
        }
    }

    /** Says that a source has done its work: a list came through, or a look found nothing new. */
    public synchronized void works(String door) {
        Standing before = standings.get(door);
        if (before == null || before.trouble() != null) {
            standings.put(door, new Standing(null, clock.instant()));
        }
    }

    /** All sources of which anything is known, by name. */
    public synchronized Map<String, Standing> all() {
        return new TreeMap<>(standings);
    }

    /** Takes note of a failure if it is a source's. */
    public void note(Exchange exchange, String words) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        String rules = route == null ? null : route.getConfigurationId();
        if (rules != null && java.util.List.of(rules.split(",")).contains(RULE)) {
            failed(name(exchange), words);
        }
    }

    private static String name(Exchange exchange) {
        ListSubmission list = exchange.getProperty(ListImport.FILE, ListSubmission.class);
        String route = exchange.getFromRouteId().replaceFirst("^intake-", "");
        return list == null ? exchange.getProperty(DOOR, route, String.class) : list.door();
    }
}
