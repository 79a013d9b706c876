package io.reprieve.ledger;

import io.reprieve.domain.PlainText;
import io.reprieve.domain.Secrets;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What is known of a list before its first row is read.
 *
 * @param id the job's id, unique
 * @param source where the list came from, for example {@code file:inbox/list.csv}
 * @param sha256 of the list as it came, in hexadecimal; asked for once, when its last row was taken
 * @param requestedBy who asked for it, or null
 * @param reason why, or null
 * @param origin names the very file that was taken, while it still lies there, so that a crash
 *     between accepting and moving makes no second job; null where nothing lies anywhere
 * @param door the source it came through, for example {@code files} or {@code jms}
 * @param reply where its answers go, in the words of the sink that reads it; or null
 * @param receivedAt when it came
 * @param dryRun whether nothing is to be released
 * @param checks whether each message's disposition is asked for before it is first sent
 */
public record NewJob(
        String id,
        String source,
        Supplier<String> sha256,
        String requestedBy,
        String reason,
        String origin,
        String door,
        String reply,
        Instant receivedAt,
        boolean dryRun,
        boolean checks) {

    /** What came with a list from outside is kept as words on one line, without secrets of ours. */
    public NewJob {
        source = PlainText.line(Secrets.mask(source));
        requestedBy = PlainText.line(Secrets.mask(requestedBy));
        reason = PlainText.line(Secrets.mask(reason));
    }

    /** A list whose messages are sent without a question. */
    public NewJob(
            String id,
            String source,
            Supplier<String> sha256,
            String requestedBy,
            String reason,
            String origin,
            String door,
            String reply,
            Instant receivedAt,
            boolean dryRun) {
        this(
                id,
                source,
                sha256,
                requestedBy,
                reason,
                origin,
                door,
                reply,
                receivedAt,
                dryRun,
                false);
    }
}
