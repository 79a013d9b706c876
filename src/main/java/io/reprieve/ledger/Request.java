package io.reprieve.ledger;

/**
 * A message that asked. Immutable.
 *
 * @param number the ledger's number
 * @param job number of the job that has its rows
 * @param firstLine the first of its lines in the job
 * @param lastLine the last of them; below the first when it has none
 * @param rows its rows
 * @param replyTo where its answer goes, in the words of the sink; null: where answers go that have
 *     no place of their own
 * @param correlation what its answer repeats, or null
 */
public record Request(
        long number,
        long job,
        long firstLine,
        long lastLine,
        long rows,
        String replyTo,
        String correlation) {}
