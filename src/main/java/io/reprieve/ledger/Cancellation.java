package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Ends a job early: rows that are not in a call get their last outcome now, rows of a call under
 * way or in doubt get it once it is known that they were not released. Works beside a running
 * service.
 */
final class Cancellation {
    private Cancellation() {}

    /** Cancels; false where the job is not under way. */
    static boolean cancel(Connection connection, long job, String who, Instant now)
            throws SQLException {
        int changed =
                Database.update(
                        connection,
                        "UPDATE job SET cancelled_by=?, state='RUNNING', approved_by="
                                + "CASE state WHEN 'HELD' THEN NULL ELSE approved_by END"
                                + " WHERE number=?"
                                + " AND state IN ('RUNNING', 'HELD') AND cancelled_by IS NULL",
                        who,
                        job);
        if (changed == 0) {
            return false;
        }
        OutcomeCounts tallies = new OutcomeCounts();
        // Rows of a dry run, and those that were never sent, wait to be asked for: no doubt there.
        String idle =
                "job=? AND state<>'SETTLED' AND (state IN"
                        + " ('ACCEPTING', 'PENDING', 'CLAIMED', 'FOLLOWING')"
                        + " OR (state='DOUBT' AND (dry_run=1 OR attempts=0)))";
        for (PartRow row : PartRow.query(connection, idle, job)) {
            row.replace(connection, List.of(piece(row, row.places(), who, now, tallies)));
        }
        tallies.store(connection);
        Jobs.completeIfSettled(connection, job, now);
        return true;
    }

    /** Who cancelled the job, or null. */
    static String by(Connection connection, long job) throws SQLException {
        return Database.text(connection, "SELECT cancelled_by FROM job WHERE number=?", job);
    }

    /** These places of a part, cancelled. */
    static PartUpdate piece(
            PartRow row, int[] places, String who, Instant now, OutcomeCounts tallies) {
        RowResult result =
                RowResult.of(Outcome.CANCELLED, "cancelled by " + who, ResponseInfo.NONE);
        List<RowResult> results = Collections.nCopies(places.length, result);
        tallies.add(row.job(), results);
        return PartUpdate.settled(places, now, row.history(), Outcomes.write(results));
    }
}
