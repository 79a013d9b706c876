package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each id was seen: key to ref, the newest ref of a key being the largest. A small table
 * takes what few ids a small list has; large lists become sorted runs of pages, and runs of about
 * the same size are merged, so that the cost of an id does not grow with the number of ids known.
 * Every method runs inside the caller's transaction.
 */
final class SeenIndex {
    /** A list of at most so many ids goes into the small table. */
    static final int SMALL_LIST = 4096;

    /** So many ids in the small table become a run. */
    private static final int RECENT = 65_536;

    /** So many runs of about the same size become one. */
    private static final int FAN = 6;

    private SeenIndex() {}

    static void addRecent(Connection connection, SeenCursor entries) throws SQLException {
        String sql =
                "INSERT INTO seen_recent (hi, lo, ref) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET ref=max(ref, excluded.ref)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            while (entries.advance()) {
                statement.setLong(1, entries.hi());
                statement.setLong(2, entries.lo());
                statement.setLong(3, entries.ref());
                statement.executeUpdate();
            }
        }
        if (Database.number(connection, "SELECT count(*) FROM seen_recent") >= RECENT) {
            flushRecent(connection);
        }
    }

    /** Turns the small table into a run. */
    static void flushRecent(Connection connection) throws SQLException {
        SeenRun.Writer writer = null;
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT hi, lo, ref FROM seen_recent ORDER BY hi, lo");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (writer == null) {
                    writer = new SeenRun.Writer(connection, null);
                }
                writer.add(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        }
        if (writer != null) {
            writer.finish();
            Database.execute(connection, "DELETE FROM seen_recent");
        }
    }

    /** A look into everything that is known. Ask for keys in ascending order. */
    static Lookup lookup(Connection connection) throws SQLException {
        return new Lookup(connection);
    }

    /** Every ref of that key, newest first. */
    static List<Long> all(Connection connection, SeenKey key) throws SQLException {
        List<Long> refs = new ArrayList<>();
        long recent = recent(connection, key.hi(), key.lo());
        if (recent >= 0) {
            refs.add(recent);
        }
        for (long run : runs(connection)) {
            long ref = new SeenRun.Reader(connection, run).find(key.hi(), key.lo());
            if (ref >= 0) {
                refs.add(ref);
            }
        }
        refs.sort((one, other) -> Long.compare(other, one));
        return refs;
    }

    /**
     * Merges runs of about the same size where there are too many of them.
     *
     * @return whether there was anything to merge; there may be more
     */
    static boolean compact(Connection connection) throws SQLException {
        List<Long> alike = new ArrayList<>();
        int tier = -1;
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT number, entries FROM seen_run WHERE job IS NULL"
                                        + " ORDER BY entries");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next() && alike.size() < FAN) {
                int itsTier = (64 - Long.numberOfLeadingZeros(rows.getLong(2))) / 3;
                if (itsTier != tier) {
                    alike.clear();
                    tier = itsTier;
                }
                alike.add(rows.getLong(1));
            }
        }
        if (alike.size() < FAN) {
            return false;
        }
        merge(connection, alike);
        return true;
    }

    private static void merge(Connection connection, List<Long> runs) throws SQLException {
        List<SeenCursor> cursors = new ArrayList<>();
        runs.forEach(run -> cursors.add(new SeenRun.Reader(connection, run)));
        SeenCursor merged = SeenCursor.merged(cursors);
        SeenRun.Writer writer = new SeenRun.Writer(connection, null);
        boolean any = merged.advance();
        while (any) {
            long hi = merged.hi();
            long lo = merged.lo();
            long ref = merged.ref();
            // Equal keys come by ascending ref, so the last one is the newest.
            while ((any = merged.advance()) && merged.hi() == hi && merged.lo() == lo) {
                ref = merged.ref();
            }
            writer.add(hi, lo, ref);
        }
        writer.finish();
        for (long run : runs) {
            drop(connection, run);
        }
    }

    static void drop(Connection connection, long run) throws SQLException {
        Database.update(connection, "DELETE FROM seen_page WHERE run=?", run);
        Database.update(connection, "DELETE FROM seen_run WHERE number=?", run);
    }

    private static List<Long> runs(Connection connection) throws SQLException {
        List<Long> runs = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT number FROM seen_run WHERE job IS NULL");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                runs.add(rows.getLong(1));
            }
        }
        return runs;
    }

    private static long recent(Connection connection, long hi, long lo) throws SQLException {
        try (PreparedStatement statement =
                        Database.prepare(
                                connection,
                                "SELECT ref FROM seen_recent WHERE hi=? AND lo=?",
                                hi,
                                lo);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    /** Looks ascending keys up in every run and in the small table. Not thread-safe. */
    static final class Lookup {
        private final Connection connection;
        private final List<SeenRun.Reader> readers = new ArrayList<>();
        private final boolean anyRecent;

        private Lookup(Connection connection) throws SQLException {
            this.connection = connection;
            for (long run : runs(connection)) {
                readers.add(new SeenRun.Reader(connection, run));
            }
            anyRecent =
                    Database.number(connection, "SELECT EXISTS (SELECT 1 FROM seen_recent)") == 1;
        }

        /** The newest ref of that key, or -1. */
        long find(long hi, long lo) throws SQLException {
            long newest = anyRecent ? recent(connection, hi, lo) : -1;
            for (SeenRun.Reader reader : readers) {
                newest = Math.max(newest, reader.find(hi, lo));
            }
            return newest;
        }
    }
}
