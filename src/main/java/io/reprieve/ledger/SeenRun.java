package io.reprieve.ledger;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A sorted run of the index of seen ids, stored as pages; never changed once it is written. */
final class SeenRun {
    private static final int WORDS = 3;

    private static final int DROPPED_AT_ONCE = 500;

    private SeenRun() {}

    /** Deletes pages of a run, and the run with the last of them; whether any are left. */
    static boolean dropSome(Connection connection, long run) throws SQLException {
        int pages =
                Database.update(
                        connection,
                        "DELETE FROM seen_page WHERE run=? AND page IN"
                                + " (SELECT page FROM seen_page WHERE run=? LIMIT ?)",
                        run,
                        run,
                        DROPPED_AT_ONCE);
        if (pages < DROPPED_AT_ONCE) {
            Database.update(connection, "DELETE FROM seen_run WHERE number=?", run);
            return false;
        }
        return true;
    }

    /** Deletes a run. */
    static void drop(Connection connection, long run) throws SQLException {
        while (dropSome(connection, run)) {
            continue;
        }
    }

    /** Writes entries, which must come in order, as pages of one run. Not thread-safe. */
    static final class Writer {
        private final Connection connection;
        private final long run;
        private final ByteBuffer bytes;
        private long firstHi;
        private long lastHi;
        private long entries;
        private int pages;

        /**
         * Begins a run that does not count yet.
         *
         * @param job the job that it is written for, or null
         */
        Writer(Connection connection, SeenSizes sizes, Long job) throws SQLException {
            this.connection = connection;
            this.bytes = ByteBuffer.allocate(sizes.page() * WORDS * Long.BYTES);
            this.run =
                    Database.insert(
                            connection, "INSERT INTO seen_run (entries, job) VALUES (0, ?)", job);
        }

        long run() {
            return run;
        }

        void add(long hi, long lo, long ref) throws SQLException {
            if (!bytes.hasRemaining()) {
                flush();
            }
            if (bytes.position() == 0) {
                firstHi = hi;
            }
            lastHi = hi;
            bytes.putLong(hi).putLong(lo).putLong(ref);
            entries++;
        }

        /** Writes the last page and the count. */
        void finish() throws SQLException {
            flush();
            Database.update(
                    connection, "UPDATE seen_run SET entries=? WHERE number=?", entries, run);
        }

        private void flush() throws SQLException {
            if (bytes.position() > 0) {
                byte[] page = new byte[bytes.position()];
                bytes.flip().get(page);
                bytes.clear();
                Database.update(
                        connection,
                        "INSERT INTO seen_page (run, page, first_hi, last_hi, entries)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        run,
                        pages++,
                        firstHi,
                        lastHi,
                        page);
            }
        }
    }

    /** Reads a run page by page, in order, or looks up ascending keys in it. Not thread-safe. */
    static final class Reader implements SeenCursor, SeenFinder {
        private final Connection connection;
        private final long run;
        private LongBuffer page = LongBuffer.allocate(0);
        private int pageNumber = -1;
        private long lastHi;
        private int place = -WORDS;

        Reader(Connection connection, long run) {
            this.connection = connection;
            this.run = run;
        }

        @Override
        public boolean advance() throws SQLException {
            place += WORDS;
            if (place < page.limit()) {
                return true;
            }
            return load("page=?", pageNumber + 1);
        }

        /**
         * The ref of that key, the first one where it has several, or -1. Keys must be asked for in
         * ascending order; pages between them are not read.
         */
        @Override
        public long find(long hi, long lo) throws SQLException {
            if (pageNumber < 0 || lastHi < hi) {
                // The last page that begins before the key, since equal keys may straddle two.
                boolean found = load("first_hi<? ORDER BY first_hi DESC LIMIT 1", hi);
                if (!found && pageNumber < 0 && !advance()) {
                    return -1;
                }
            }
            skipTo(hi, lo);
            while (place < page.limit() && isBefore(hi, lo)) {
                if (!advance()) {
                    return -1;
                }
                skipTo(hi, lo);
            }
            return place < page.limit() && isAt(hi, lo) ? ref() : -1;
        }

        /** Leaps ever further inside the page, as long as what it skips is before the key. */
        private void skipTo(long hi, long lo) {
            int leap = WORDS;
            while (leap >= WORDS) {
                int next = place + leap;
                boolean isFar =
                        next >= page.limit()
                                || page.get(next) > hi
                                || (page.get(next) == hi && page.get(next + 1) >= lo);
                if (isFar) {
                    leap = leap / WORDS / 2 * WORDS;
                } else {
                    place = next;
                    leap *= 2;
                }
            }
        }

        private boolean load(String which, long argument) throws SQLException {
            String sql = "SELECT page, last_hi, entries FROM seen_page WHERE run=? AND " + which;
            try (PreparedStatement statement = Database.prepare(connection, sql, run, argument);
                    ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return false;
                }
                pageNumber = rows.getInt(1);
                lastHi = rows.getLong(2);
                page = ByteBuffer.wrap(rows.getBytes(3)).asLongBuffer();
                place = 0;
                return true;
            }
        }

        @Override
        public long hi() {
            return page.get(place);
        }

        @Override
        public long lo() {
            return page.get(place + 1);
        }

        @Override
        public long ref() {
            return page.get(place + 2);
        }
    }
}
