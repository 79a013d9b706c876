package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks keys up in several places, the first of which that knows a key has the word on it. Ask for
 * keys in ascending order. Not thread-safe.
 *
 * @param places where to look
 */
record SeenLookup(List<? extends SeenFinder> places) implements SeenFinder {
    @Override
    public long find(long hi, long lo) throws SQLException {
        for (SeenFinder place : places) {
            long ref = place.find(hi, lo);
            if (ref >= 0) {
                return ref;
            }
        }
        return -1;
    }

    /** Asks the small table for one key at a time: for few keys. */
    static final class Point implements SeenFinder {
        private final Connection connection;

        Point(Connection connection) {
            this.connection = connection;
        }

        @Override
        public long find(long hi, long lo) throws SQLException {
            String sql = "SELECT ref FROM seen_recent WHERE hi=? AND lo=?";
            try (PreparedStatement statement = Database.prepare(connection, sql, hi, lo);
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : -1;
            }
        }
    }

    /** Reads the small table from one end to the other: for many keys. */
    static final class Scan implements SeenFinder {
        private final SeenCursor cursor;
        private boolean more;
        private boolean begun;

        Scan(SeenCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public long find(long hi, long lo) throws SQLException {
            if (!begun) {
                begun = true;
                more = cursor.advance();
            }
            while (more && cursor.isBefore(hi, lo)) {
                more = cursor.advance();
            }
            return more && cursor.isAt(hi, lo) ? cursor.ref() : -1;
        }
    }
}
