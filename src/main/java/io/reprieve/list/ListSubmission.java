package io.reprieve.list;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A list that a source hands to the route {@code direct:import}.
 *
 * @param path where it lies
 * @param source how reports name where it came from, for example {@code file:inbox/list.csv}
 * @param account the account of rows that name none
 * @param origin names this very file as long as it lies there, or null
 * @param door the source, for example {@code files} or {@code jms}
 * @param reply where answers go, in the words of the sink that reads it; or null
 * @param receivedAt when the source took it
 * @param dryRun whether nothing is to be released
 */
public record ListSubmission(
        Path path,
        String source,
        String account,
        String origin,
        String door,
        String reply,
        Instant receivedAt,
        boolean dryRun) {}
