package io.reprieve.domain;

import java.time.Instant;

/**
 * One row of a list with its final word: a line of the report. Immutable.
 *
 * @param line line in the list, from 1
 * @param id the id, or what stood in its place
 * @param account name of the account
 * @param result the final word
 * @param attempts release calls that held the row
 * @param settledAt when it was settled; null: unknown
 */
public record SettledRow(
        long line, String id, String account, RowResult result, int attempts, Instant settledAt) {}
