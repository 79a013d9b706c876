package io.reprieve.ledger;

import io.reprieve.domain.RowResult;
import java.time.Instant;

/**
 * One row of a list with its final word, for the report.
 *
 * @param line line in the list
 * @param id the id, or what stood in its place
 * @param account name of the account
 * @param ruling the final word
 * @param attempts release calls that held the row
 * @param settledAt when it was settled
 */
public record SettledRow(
        long line, String id, String account, RowResult ruling, int attempts, Instant settledAt) {}
