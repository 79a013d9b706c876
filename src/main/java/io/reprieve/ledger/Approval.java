package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Lets a held list go, as if it was accepted only now: its rows are compared with all that is known
 * by now, become known themselves, and are due. All of that counts at once, in one transaction that
 * holds others up no longer than that of a list being accepted; what was done ahead of it counts
 * for nothing, so that it can be begun anew. Not thread-safe.
 */
final class Approval {
    private static final String NEXT_CHUNK =
            "SELECT number, ids FROM chunk WHERE job=? AND number>? ORDER BY number LIMIT 1";

    private final Database database;
    private final Job job;
    private final SeenSizes sizes;
    private final Instant now;
    private final DuplicateCheck comparison;
    private final SeenSorter entries;
    private final OutcomeCounts tallies = new OutcomeCounts();
    private final SeenKey key;
    private DuplicateFinder repeats;

    Approval(
            Database database,
            Job job,
            Dedupe dedupe,
            SeenSizes sizes,
            SeenHash hash,
            Instant now) {
        this.key = new SeenKey(hash);
        this.database = database;
        this.job = job;
        this.sizes = sizes;
        this.now = now;
        this.comparison = new DuplicateCheck(database, sizes, dedupe, job.number());
        this.entries = new SeenSorter(sizes, job.number());
    }

    /** False where the job is not held any more, or not approved. */
    boolean carryOut() {
        database.note(this::forgetEarlierTry);
        try (Connection reader = database.newReader()) {
            read(reader);
            if (!entries.runs().isEmpty()) {
                repeats = comparison.ahead(reader, entries, now);
                repeats.look();
            }
        } catch (SQLException e) {
            throw database.failed(e);
        }
        return database.write(this::finish);
    }

    /** Runs that nobody owns are deleted in time. */
    private Void forgetEarlierTry(Connection connection) throws SQLException {
        Database.update(
                connection,
                "UPDATE seen_run SET job=NULL WHERE job=? AND age IS NULL",
                job.number());
        return null;
    }

    private boolean finish(Connection connection) throws SQLException {
        int changed =
                Database.update(
                        connection,
                        "UPDATE job SET state='RUNNING' WHERE number=? AND state='HELD'"
                                + " AND approved_by IS NOT NULL",
                        job.number());
        if (changed == 0) {
            return false;
        }
        if (repeats != null) {
            repeats.split(connection, DuplicateCheck.within(connection), tallies);
        }
        comparison.finish(connection, entries, now, tallies);
        tallies.store(connection);
        Acceptance.index(connection, sizes, entries);
        Acceptance.begin(connection, job.number(), job.checks(), now);
        return true;
    }

    private void read(Connection reader) throws SQLException {
        long chunk = 0;
        while (true) {
            try (var statement = Database.prepare(reader, NEXT_CHUNK, job.number(), chunk);
                    var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return;
                }
                chunk = rows.getLong(1);
                add(reader, chunk, rows.getString(2).split("\n", -1));
            }
        }
    }

    private void add(Connection reader, long chunk, String[] ids) throws SQLException {
        String open = "chunk=? AND +state='ACCEPTING'";
        for (PartRow part : PartRow.query(reader, open, chunk)) {
            for (int place : part.places()) {
                if (entries.isFull()) {
                    database.note(this::spill);
                }
                key.of(part.account(), ids[place]);
                entries.add(key.hi(), key.lo(), RowId.of(chunk, place));
            }
        }
    }

    private Void spill(Connection connection) throws SQLException {
        entries.spill(connection);
        return null;
    }
}
