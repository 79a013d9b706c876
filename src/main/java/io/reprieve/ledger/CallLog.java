package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls of one budget that count at this moment, as the ledger knows them; times are in ms. Not
 * thread-safe.
 */
final class CallLog {
    /** A call of a process that died may stay open for good; so long it counts at least, in ms. */
    private static final long LAPSE = 600_000;

    private final String budget;
    private final long window;
    private final Times ended = new Times();
    private final Map<Long, Long> open = new HashMap<>();
    private long newest;

    /** Begun here, and not read yet. */
    private int begun;

    private long undone;

    CallLog(String budget, long window) {
        this.budget = budget;
        this.window = window;
    }

    /**
     * Reads what has been written since the last time, by anybody, and drops what is out of the
     * window.
     *
     * @param undone see {@link Database#undone()}
     */
    void refresh(Connection connection, long now, long undone) throws SQLException {
        if (undone != this.undone) {
            // What was read then may never have been written.
            this.undone = undone;
            newest = 0;
            ended.clear();
            open.clear();
        }
        String sql = "SELECT number, budget, at, began FROM call WHERE number>? ORDER BY number";
        try (ResultSet rows = Statements.query(connection, sql, newest)) {
            while (rows.next()) {
                newest = rows.getLong(1);
                if (budget.equals(rows.getString(2))) {
                    take(rows.getLong(3), rows.getLong(4));
                }
            }
        }
        begun = 0;
        drop(now);
    }

    /** Drops what is out of the window. */
    void drop(long now) {
        // Times are cut to the millisecond.
        ended.dropUntil(now - window - 1);
        open.values().removeIf(at -> at < now - keepOpen());
    }

    private void take(long at, long began) {
        if (began == 0) {
            open.put(newest, at);
        } else {
            open.remove(began);
            ended.add(at);
        }
    }

    /** Writes down that a call begins; its number. */
    long begin(Connection connection, long now) throws SQLException {
        begun++;
        return Database.insert(
                connection, "INSERT INTO call (budget, at) VALUES (?, ?)", budget, now);
    }

    /** Writes down that a call has ended. */
    void end(Connection connection, long number, long now) throws SQLException {
        Database.update(connection, "DELETE FROM call WHERE number=?", number);
        Database.update(
                connection,
                "INSERT INTO call (budget, at, began) VALUES (?, ?, ?)",
                budget,
                now,
                number);
    }

    /** Deletes what is out of every window. */
    void sweep(Connection connection, long now) throws SQLException {
        Database.update(
                connection,
                "DELETE FROM call WHERE at<? AND (began IS NOT NULL OR at<?)",
                now - 2 * window,
                now - keepOpen());
    }

    private long keepOpen() {
        return Math.max(LAPSE, 2 * window);
    }

    /** Calls that count. */
    int count() {
        return ended.size() + underWay();
    }

    /** Calls that have begun and not ended. */
    int underWay() {
        return open.size() + begun;
    }

    /** When the n-th of the ended calls that count ended, counted from 0 at the oldest. */
    long ended(int n) {
        return ended.get(n);
    }

    /** How many ended calls count. */
    int ended() {
        return ended.size();
    }

    /** Ascending times. */
    private static final class Times {
        private long[] times = new long[64];
        private int first;
        private int size;

        int size() {
            return size;
        }

        long get(int n) {
            return times[(first + n) % times.length];
        }

        /** Nearly always the latest one; a clock that was set back finds its place. */
        void add(long time) {
            if (size == times.length) {
                grow();
            }
            int at = size++;
            while (at > 0 && get(at - 1) > time) {
                times[(first + at) % times.length] = get(at - 1);
                at--;
            }
            times[(first + at) % times.length] = time;
        }

        void clear() {
            size = 0;
        }

        void dropUntil(long time) {
            while (size > 0 && get(0) <= time) {
                first = (first + 1) % times.length;
                size--;
            }
        }

        private void grow() {
            long[] larger = new long[times.length * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = get(i);
            }
            times = larger;
            first = 0;
        }
    }
}
