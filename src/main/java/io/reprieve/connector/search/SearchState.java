package io.reprieve.connector.search;

import java.time.Instant;

/**
 * How the last run of a saved search went. Immutable.
 *
 * @param name the search
 * @param ranAt when the run ended
 * @param found messages that it took: new ones, handed on
 * @param trouble why it came to nothing, in words; or null
 */
public record SearchState(String name, Instant ranAt, int found, String trouble) {}
