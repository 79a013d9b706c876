package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each id was seen: key to ref. A small table takes what few ids a small list has; large
 * lists become sorted runs of pages, which {@link SeenCompaction} merges later, so that the cost of
 * an id does not grow with the number of ids known. Ages tell which of several refs of a key is
 * that of the list accepted last: the small table's is, then the run's with the highest age. Refs
 * cannot tell, since a long list may be begun before another one and accepted after it. Every
 * method runs inside the caller's transaction.
 */
final class SeenIndex {
    private SeenIndex() {}

    /** The highest age so far: whatever is added later has a higher one. */
    static long age(Connection connection) throws SQLException {
        return Database.number(connection, "SELECT age FROM seen_state");
    }

    /** Adds a small list's entries. */
    static void addRecent(Connection connection, SeenSizes sizes, SeenCursor entries)
            throws SQLException {
        long age = age(connection) + 1;
        long added = upsert(connection, entries, age);
        Database.update(connection, "UPDATE seen_state SET age=?, recent=recent+?", age, added);
        if (Database.number(connection, "SELECT recent FROM seen_state") >= sizes.recent()) {
            flushRecent(connection, sizes);
        }
    }

    private static long upsert(Connection connection, SeenCursor entries, long age)
            throws SQLException {
        String sql =
                "INSERT INTO seen_recent (hi, lo, ref, age) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET ref=excluded.ref, age=excluded.age";
        long added = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Firsts firsts = new Firsts(entries);
            while (firsts.advance()) {
                statement.setLong(1, firsts.hi());
                statement.setLong(2, firsts.lo());
                statement.setLong(3, firsts.ref());
                statement.setLong(4, age);
                added += statement.executeUpdate();
            }
        }
        return added;
    }

    /** Turns the small table into a run. */
    static void flushRecent(Connection connection, SeenSizes sizes) throws SQLException {
        try (Recent recent = new Recent(connection, -1)) {
            SeenRun.Writer writer = null;
            while (recent.advance()) {
                if (writer == null) {
                    writer = new SeenRun.Writer(connection, sizes, null);
                }
                writer.add(recent.hi(), recent.lo(), recent.ref());
            }
            if (writer != null) {
                writer.finish();
                count(connection, List.of(writer.run()));
            }
        }
        Database.execute(connection, "DELETE FROM seen_recent");
        Database.execute(connection, "UPDATE seen_state SET recent=0");
    }

    /**
     * Makes the runs of a large list count.
     *
     * @param runs the list's runs in its order: where several have the same key, the first one has
     *     the word on it
     */
    static void addRuns(Connection connection, SeenSizes sizes, List<Long> runs)
            throws SQLException {
        flushRecent(connection, sizes);
        count(connection, runs);
    }

    private static void count(Connection connection, List<Long> runs) throws SQLException {
        long age = age(connection) + runs.size();
        Database.update(connection, "UPDATE seen_state SET age=?", age);
        for (long run : runs) {
            Database.update(
                    connection, "UPDATE seen_run SET age=?, job=NULL WHERE number=?", age, run);
            age--;
        }
    }

    /** A look into everything that is known, for few keys. */
    static SeenLookup lookup(Connection connection) throws SQLException {
        List<SeenFinder> places = new ArrayList<>();
        places.add(new SeenLookup.Point(connection));
        places.addAll(readers(connection, -1));
        return new SeenLookup(places);
    }

    /** A look into everything that is known, for many keys. */
    static SeenLookup lookup(Connection connection, Recent recent) throws SQLException {
        List<SeenFinder> places = new ArrayList<>();
        places.add(new SeenLookup.Scan(recent));
        places.addAll(readers(connection, -1));
        return new SeenLookup(places);
    }

    /** What has been added since that age, and perhaps some that was known before. */
    static SeenCursor since(Connection connection, Recent recent, long age) throws SQLException {
        List<SeenCursor> cursors = new ArrayList<>();
        cursors.add(recent);
        cursors.addAll(readers(connection, age));
        return new Firsts(SeenCursor.merged(cursors));
    }

    /** Every ref of that key that is still known, newest first. */
    static List<Long> all(Connection connection, SeenKey key) throws SQLException {
        List<Long> refs = new ArrayList<>();
        for (SeenFinder place : lookup(connection).places()) {
            long ref = place.find(key.hi(), key.lo());
            if (ref >= 0) {
                refs.add(ref);
            }
        }
        return refs;
    }

    private static List<SeenRun.Reader> readers(Connection connection, long age)
            throws SQLException {
        return Database.list(
                connection,
                "SELECT number FROM seen_run WHERE age>? ORDER BY age DESC",
                row -> new SeenRun.Reader(connection, row.getLong(1)),
                age);
    }

    /** The small table in order, as far as it is newer than an age; the caller closes it. */
    static final class Recent implements SeenCursor, AutoCloseable {
        private final PreparedStatement statement;
        private final ResultSet rows;
        private long hi;
        private long lo;

        Recent(Connection connection, long age) throws SQLException {
            String sql = "SELECT hi, lo, ref FROM seen_recent WHERE age>? ORDER BY hi, lo";
            statement = Database.prepare(connection, sql, age);
            rows = statement.executeQuery();
        }

        @Override
        public boolean advance() throws SQLException {
            if (!rows.next()) {
                return false;
            }
            hi = rows.getLong(1);
            lo = rows.getLong(2);
            return true;
        }

        @Override
        public long hi() {
            return hi;
        }

        @Override
        public long lo() {
            return lo;
        }

        @Override
        public long ref() {
            try {
                return rows.getLong(3);
            } catch (SQLException e) {
                throw new IllegalStateException("A number was read from this row before.", e);
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    /** Of equal keys only the first entry. */
    static final class Firsts implements SeenCursor {
        private final SeenCursor entries;
        private boolean begun;
        private long hi;
        private long lo;

        Firsts(SeenCursor entries) {
            this.entries = entries;
        }

        @Override
        public boolean advance() throws SQLException {
            while (entries.advance()) {
                if (!begun || !entries.isAt(hi, lo)) {
                    begun = true;
                    hi = entries.hi();
                    lo = entries.lo();
                    return true;
                }
            }
            return false;
        }

        @Override
        public long hi() {
            return hi;
        }

        @Override
        public long lo() {
            return lo;
        }

        @Override
        public long ref() {
            return entries.ref();
        }
    }
}
