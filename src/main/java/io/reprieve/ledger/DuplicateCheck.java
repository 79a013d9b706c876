package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a list with all that is known when it begins to count. What takes long for a long list
 * is done before that transaction, so that nobody else waits meanwhile; the transaction itself then
 * has only what others have added since. Not thread-safe.
 */
final class DuplicateCheck {
    private final Database database;
    private final SeenSizes sizes;
    private final Dedupe dedupe;
    private final long job;

    /** What the list was compared with so far: the age of the index; -1: with nothing yet. */
    private long known = -1;

    DuplicateCheck(Database database, SeenSizes sizes, Dedupe dedupe, long job) {
        this.database = database;
        this.sizes = sizes;
        this.dedupe = dedupe;
        this.job = job;
    }

    /**
     * Compares outside any transaction of the writer.
     *
     * @param reader a connection of the caller's own
     * @param entries what the list has; all of it is spilled
     * @return the repeats, whose outcome is still to be given while the reader is open
     */
    DuplicateFinder ahead(Connection reader, SeenSorter entries, Instant now) throws SQLException {
        database.note(
                connection -> {
                    entries.spill(connection);
                    return null;
                });
        DuplicateFinder repeats = new DuplicateFinder(reader, database::note, sizes, job, now);
        // One transaction, so that runs which are merged meanwhile stay as they are.
        Database.execute(reader, "BEGIN");
        long age = SeenIndex.age(reader);
        try (SeenIndex.Recent recent = new SeenIndex.Recent(reader, -1)) {
            boolean all = dedupe == Dedupe.LEDGER;
            SeenLookup lookup = all ? SeenIndex.lookup(reader, recent) : null;
            repeats.sift(entries.sorted(reader), lookup, dedupe);
        }
        Database.execute(reader, "COMMIT");
        known = age;
        return repeats;
    }

    /** Compares with what is left, inside the transaction in which the list begins to count. */
    void finish(Connection connection, SeenSorter entries, Instant now, OutcomeCounts tallies)
            throws SQLException {
        DuplicateFinder repeats =
                new DuplicateFinder(connection, within(connection), sizes, job, now);
        if (known < 0) {
            boolean all = dedupe == Dedupe.LEDGER;
            SeenLookup lookup = all ? SeenIndex.lookup(connection) : null;
            repeats.sift(entries.sorted(connection), lookup, dedupe);
        } else if (dedupe == Dedupe.LEDGER && SeenIndex.age(connection) > known) {
            siftLater(connection, entries, repeats);
        }
        repeats.apply(tallies);
    }

    private void siftLater(Connection connection, SeenSorter entries, DuplicateFinder repeats)
            throws SQLException {
        List<SeenRun.Reader> own = new ArrayList<>();
        entries.runs().forEach(run -> own.add(new SeenRun.Reader(connection, run)));
        try (SeenIndex.Recent recent = new SeenIndex.Recent(connection, known)) {
            repeats.siftLater(SeenIndex.since(connection, recent, known), new SeenLookup(own));
        }
    }

    /** Writes in a transaction that is under way. */
    static DuplicateFinder.Writes within(Connection connection) {
        return new DuplicateFinder.Writes() {
            @Override
            public <T> T run(Database.Work<T> work) throws SQLException {
                return work.in(connection);
            }
        };
    }
}
