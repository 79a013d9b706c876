package io.reprieve.connector.search;

import io.reprieve.calls.Calling;
import io.reprieve.connector.Connector;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.PollSettings;
import io.reprieve.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Saved searches that are run on a schedule. */
public final class SearchConnector implements Connector {
    private final List<SearchSettings> searches;
    private final Map<String, Object> beans;

    /** A source for the searches in the settings. */
    public SearchConnector(
            Settings settings, Ledger ledger, Calling calling, Clock clock, SourceHealth health) {
        this.searches = DeclaredSearch.read(settings.values());
        SearchStates states = new SearchStates();
        this.beans =
                Map.of(
                        "searchSteps",
                        new SearchSteps(
                                settings,
                                calling.gate(),
                                ledger.handed(),
                                ledger.jobs(),
                                states,
                                health,
                                clock),
                        "searchCalls",
                        new SearchCalls(
                                calling.gate(),
                                calling.rules(),
                                calling.reader(),
                                calling.policy(),
                                ledger.handed(),
                                settings.cloudflare().baseUrl(),
                                clock),
                        "searchStates",
                        states);
    }

    @Override
    public List<String> routeFiles() {
        return List.of("13-search", "14-search-pages");
    }

    @Override
    public Map<String, Object> beans() {
        return beans;
    }

    @Override
    public void prepare(CamelContext context) {
        for (SearchSettings search : searches) {
            TemplatedRouteBuilder.builder(context, "search-schedule")
                    .routeId("intake-search-" + search.name())
                    .prefixId(search.name())
                    .parameter("search", search.name())
                    .parameter("when", when(search.name(), search.poll()))
                    .add();
        }
    }

    /** A timer runs the next time only when the last has come back, and so does a stateful job. */
    private static String when(String name, PollSettings poll) {
        if (poll.cron().isEmpty()) {
            return "timer:search-"
                    + name
                    + "?delay=0&period="
                    + poll.delay().toMillis()
                    + "&includeMetadata=false";
        }
        return "quartz:search/"
                + name
                + "?stateful=true&cron="
                + URLEncoder.encode(poll.cron().get(), StandardCharsets.UTF_8)
                + "&trigger.timeZone="
                + poll.zone().getId();
    }
}
