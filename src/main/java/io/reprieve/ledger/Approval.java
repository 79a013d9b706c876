package io.reprieve.ledger;

import io.reprieve.release.Dedupe;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Lets a held list go, as if it was accepted only now: its rows are compared with all that is known
 * by now, become known themselves, and are due. One transaction. Not thread-safe.
 */
final class Approval {
    private static final String NEXT_CHUNK =
            "SELECT number, ids FROM chunk WHERE job=? AND number>? ORDER BY number LIMIT 1";

    private final Job job;
    private final Dedupe dedupe;
    private final SeenSizes sizes;
    private final Instant now;
    private final SeenKey key = new SeenKey();

    Approval(Job job, Dedupe dedupe, SeenSizes sizes, Instant now) {
        this.job = job;
        this.dedupe = dedupe;
        this.sizes = sizes;
        this.now = now;
    }

    /** False where the job is not held any more, or not approved. */
    boolean carryOut(Connection connection) throws SQLException {
        int changed =
                Database.update(
                        connection,
                        "UPDATE job SET state='RUNNING' WHERE number=? AND state='HELD'"
                                + " AND approved_by IS NOT NULL",
                        job.number());
        if (changed == 0) {
            return false;
        }
        SeenSorter entries = entries(connection);
        Repeats repeats =
                new Repeats(connection, Acceptance.within(connection), sizes, job.number(), now);
        boolean all = dedupe == Dedupe.LEDGER;
        repeats.sift(entries.sorted(connection), all ? SeenIndex.lookup(connection) : null, dedupe);
        Tallies tallies = new Tallies();
        repeats.apply(tallies);
        tallies.store(connection);
        Acceptance.index(connection, sizes, entries);
        Acceptance.begin(connection, job.number(), job.checks(), now);
        return true;
    }

    private SeenSorter entries(Connection connection) throws SQLException {
        SeenSorter entries = new SeenSorter(sizes, job.number());
        long chunk = 0;
        while (true) {
            try (var statement = Database.prepare(connection, NEXT_CHUNK, job.number(), chunk);
                    var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return entries;
                }
                chunk = rows.getLong(1);
                add(connection, entries, chunk, rows.getString(2).split("\n", -1));
            }
        }
    }

    private void add(Connection connection, SeenSorter entries, long chunk, String[] ids)
            throws SQLException {
        String open = "chunk=? AND state='ACCEPTING'";
        for (PartRow part : PartRow.query(connection, open, chunk)) {
            for (int place : part.places()) {
                if (entries.isFull()) {
                    entries.spill(connection);
                }
                key.of(part.account(), ids[place]);
                entries.add(key.hi(), key.lo(), Ref.of(chunk, place));
            }
        }
    }
}
