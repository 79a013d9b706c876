package io.reprieve.ledger;

import java.time.Instant;

/**
 * Something that is still to be brought out: it was written down with what caused it, so that
 * neither a crash nor a receiver that is away loses it. Immutable.
 *
 * @param number the ledger's number
 * @param way the sink, for example {@code jms} or {@code sftp:partner}
 * @param job number of the job it tells of, or null
 * @param place where to, in the words of the way, for a way that serves several places; or null
 * @param note what it tells, where that is not in the job; or null
 * @param step how far it has come, from 0, for a sink that sends in parts
 * @param attempts attempts that failed so far
 * @param trouble why the last one failed, or null
 * @param createdAt since when it waits
 */
public record Delivery(
        long number,
        String way,
        Long job,
        String place,
        String note,
        int step,
        int attempts,
        String trouble,
        Instant createdAt) {}
