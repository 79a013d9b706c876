package io.reprieve.report.file;

import io.reprieve.domain.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What came of one row of a list; one line of {@code report.csv}. Immutable.
 *
 * @param line where the row stands in the list, from 1
 * @param id as it was read; for what is no id, what stood there
 * @param account the name of the account
 * @param outcome what came of it
 * @param reason in words; empty where the outcome says all
 * @param delivered recipients who got the message
 * @param undelivered recipients who did not
 * @param failed recipients for whom it failed
 * @param attempts calls that carried this id
 * @param httpStatus status of the last answer; null: there was none
 * @param errorCode Cloudflare's code of the last refusal; null: none
 * @param cfRay Cloudflare's name of the last call; null: none
 * @param settledAt when the outcome was known; null: unknown
 */
public record ReportRow(
        long line,
        String id,
        String account,
        Outcome outcome,
        String reason,
        List<String> delivered,
        List<String> undelivered,
        List<String> failed,
        int attempts,
        Integer httpStatus,
        String errorCode,
        String cfRay,
        Instant settledAt) {

    /**
     * Takes copies of the lists.
     *
     * @throws NullPointerException for anything that may not be null
     */
    public ReportRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        delivered = List.copyOf(delivered);
        undelivered = List.copyOf(undelivered);
        failed = List.copyOf(failed);
    }
}
