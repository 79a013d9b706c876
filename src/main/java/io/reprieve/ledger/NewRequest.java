package io.reprieve.ledger;

/**
 * A message that asks, before it is in the ledger.
 *
 * @param key tells the very message, 16 bytes, never changed; null where another has the same
 * @param firstLine the first of its lines in the job
 * @param lastLine the last of them; below the first when it has none
 * @param rows its rows
 * @param replyTo where its answer goes, in the words of the sink; null: where answers go that have
 *     no place of their own
 * @param correlation what its answer repeats, or null
 */
public record NewRequest(
        byte[] key, long firstLine, long lastLine, long rows, String replyTo, String correlation) {}
