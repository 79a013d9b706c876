package io.reprieve.connector.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** How the last run of each saved search went, since the start. Thread-safe. */
public final class SearchStates {
    private final Map<String, SearchState> states = new ConcurrentSkipListMap<>();

    /** The state of a search; empty while no run of it has ended. */
    public Optional<SearchState> of(String search) {
        return Optional.ofNullable(states.get(search));
    }

    /** Every search of which a run has ended, by name. */
    public List<SearchState> all() {
        return List.copyOf(states.values());
    }

    void ended(SearchState state) {
        states.put(state.name(), state);
    }
}
