package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A job as the ledger has it. Immutable.
 *
 * @param number the ledger's number
 * @param id the job's id
 * @param source where the list came from
 * @param sha256 of the list as it came
 * @param requestedBy who asked for it, or null
 * @param door the source it came through, for example {@code files} or {@code jms}
 * @param reply where its answers go, in the words of the sink that reads it; or null
 * @param accounts names of the accounts in it, sorted
 * @param state {@code ACCEPTING}, {@code HELD}, {@code RUNNING} or {@code COMPLETED}
 * @param rows rows of the list
 * @param outcomes how many rows have which outcome so far
 * @param calls release calls that held a row of it; of a dry run: messages looked at, a call each
 * @param retries those calls in which every one of its rows had been sent before
 * @param dryRun whether nothing is released
 * @param receivedAt when the list came
 * @param completedAt when its last row was settled, or null
 * @param reportedAt when its report was whole on the disk, or null
 * @param heldBecause why it was held until a person looked at it, or null where it was not
 * @param approvedBy who let it go, or null
 * @param cancelledBy who ended it early, or null
 * @param checks whether each message's disposition is asked for before it is first sent
 */
public record Job(
        long number,
        String id,
        String source,
        String sha256,
        String requestedBy,
        String door,
        String reply,
        List<String> accounts,
        String state,
        long rows,
        Map<Outcome, Long> outcomes,
        long calls,
        long retries,
        boolean dryRun,
        Instant receivedAt,
        Instant completedAt,
        Instant reportedAt,
        String heldBecause,
        String approvedBy,
        String cancelledBy,
        boolean checks) {

    /** Rows that have their outcome. */
    public long settled() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that need a person. */
    public long deadLetters() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().needsPerson())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether it waits for a person, so that nothing of it is sent. */
    public boolean isHeld() {
        return "HELD".equals(state);
    }

    /** Whether its report is whole on the disk. */
    public boolean isReported() {
        return reportedAt != null;
    }
}
