package io.reprieve.ledger;

import io.reprieve.release.RateHint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Never more calls than the budget in any window: a sliding log of call times, kept in the ledger,
 * so that a restart does not forget it and processes on the same ledger share it. A call counts
 * from its start until a whole window after its end, since nobody can tell when in between the
 * other side counted it. Thread-safe.
 */
public final class Pace {
    /** Rows that are out of every window are deleted once in so many calls. */
    private static final int SWEEP = 500;

    private final Database database;
    private final Clock clock;
    private final int requests;
    private final int usable;
    private final long window;
    private final Map<String, Log> logs = new HashMap<>();

    /**
     * A pace.
     *
     * @param requests calls of the whole budget in a window
     * @param usable calls of it that may be used
     * @param window its length
     */
    Pace(Database database, Clock clock, int requests, int usable, Duration window) {
        this.database = database;
        this.clock = clock;
        this.requests = requests;
        this.usable = usable;
        this.window = window.toMillis();
    }

    /**
     * Takes one call out of a budget, if there is one.
     *
     * @param budget name of the budget: accounts with the same credentials share one
     * @return a ticket, to be given to {@link #ended} when the call is over; or how long to wait
     */
    public Ticket take(String budget) {
        return database.note(connection -> take(connection, budget));
    }

    /** How long until a call may be taken; zero: now. A look, no promise. */
    public Duration untilFree(String budget) {
        return database.note(
                connection -> Duration.ofMillis(log(connection, budget).millisUntilFree()));
    }

    /** Says that the call of a ticket is over. */
    public void ended(Ticket ticket) {
        database.note(
                connection -> {
                    Log log = logs.get(ticket.budget());
                    long now = clock.millis();
                    log.open--;
                    log.ended.add(now);
                    return Database.update(
                            connection,
                            "UPDATE call SET at=? WHERE number=?",
                            now,
                            ticket.number());
                });
    }

    /** Heeds what an answer says of the budget: somebody else may be spending it too. */
    public void heed(String budget, RateHint hint) {
        database.note(
                connection -> {
                    log(connection, budget).heed(hint);
                    return null;
                });
    }

    /**
     * How long that many calls take from now on, at least.
     *
     * @param calls calls still to be made
     */
    public Duration estimate(String budget, long calls) {
        return database.note(
                connection -> {
                    long beyond = calls - log(connection, budget).free();
                    long windows = beyond <= 0 ? 0 : (beyond + usable - 1) / usable;
                    return Duration.ofMillis(windows * window);
                });
    }

    private Ticket take(Connection connection, String budget) throws SQLException {
        Log log = log(connection, budget);
        long wait = log.millisUntilFree();
        if (wait > 0) {
            return new Ticket(budget, 0, Duration.ofMillis(wait));
        }
        log.open++;
        log.hintLeft--;
        log.newest =
                Database.insert(
                        connection,
                        "INSERT INTO call (budget, at) VALUES (?, ?)",
                        budget,
                        clock.millis());
        if (log.newest % SWEEP == 0) {
            Database.update(connection, "DELETE FROM call WHERE at<?", clock.millis() - 2 * window);
        }
        return new Ticket(budget, log.newest, Duration.ZERO);
    }

    /** The log of a budget, with what other processes have added meanwhile. */
    private Log log(Connection connection, String budget) throws SQLException {
        Log log = logs.computeIfAbsent(budget, first -> new Log());
        long oldest = clock.millis() - window;
        try (PreparedStatement statement =
                        Database.prepare(
                                connection,
                                "SELECT number, at FROM call"
                                        + " WHERE number>? AND budget=? AND at>=?",
                                log.newest,
                                budget,
                                oldest);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                log.newest = Math.max(log.newest, rows.getLong(1));
                log.ended.add(rows.getLong(2));
            }
        }
        while (!log.ended.isEmpty() && log.ended.peek() <= oldest) {
            log.ended.poll();
        }
        return log;
    }

    /**
     * Leave for one call.
     *
     * @param budget the budget it was taken from
     * @param number the ledger's number of the call; 0 where there is no leave
     * @param delay how long to wait before asking again; zero where there is leave
     */
    public record Ticket(String budget, long number, Duration delay) {
        /** Whether the call may be made now. */
        public boolean isGranted() {
            return number != 0;
        }
    }

    /** Calls of one budget that count at this moment. */
    private final class Log {
        private final PriorityQueue<Long> ended = new PriorityQueue<>();
        private int open;
        private long newest;
        private long hintLeft;
        private long hintUntil;

        private int free() {
            return usable - ended.size() - open;
        }

        private long millisUntilFree() {
            long now = clock.millis();
            long hinted = now < hintUntil && hintLeft <= 0 ? hintUntil - now : 0;
            if (free() > 0) {
                return hinted;
            }
            // With every place taken by a call under way, its end will tell; look again soon.
            long own = ended.isEmpty() ? 20 : Math.max(1, ended.peek() + window + 1 - now);
            return Math.max(own, hinted);
        }

        private void heed(RateHint hint) {
            int known = requests - ended.size() - open;
            if (hint.left() < known - 1) {
                hintLeft = Math.max(0, hint.left() - (requests - usable) - open);
                hintUntil = clock.millis() + hint.reset().toMillis();
            } else {
                hintUntil = 0;
            }
        }
    }
}
