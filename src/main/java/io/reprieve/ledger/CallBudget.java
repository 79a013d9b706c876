package io.reprieve.ledger;

import io.reprieve.domain.RateHint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Never more calls than the budget in any window: a sliding log of call times, kept in the ledger,
 * so that a restart does not forget it and processes on the same ledger share it. A call counts
 * from its start until a whole window after its end, since nobody can tell when in between the
 * other side counted it. Thread-safe.
 */
public final class CallBudget {
    /** Rows that are out of every window are deleted once in so many calls. */
    private static final int SWEEP = 500;

    /** With every place taken by a call under way, its end will tell; so long until a look, ms. */
    private static final long POLL_MILLIS = 20;

    private final Database database;
    private final Clock clock;
    private final int requests;
    private final int usable;
    private final long window;
    private final Map<String, Budget> budgets = new HashMap<>();
    private long taken;

    /**
     * A pace.
     *
     * @param requests calls of the whole budget in a window
     * @param usable calls of it that may be used, at least 1
     * @param window its length
     */
    CallBudget(Database database, Clock clock, int requests, int usable, Duration window) {
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
     * @throws LedgerException when the ledger cannot be written; nothing is taken then
     */
    public Ticket take(String budget) {
        return database.note(
                connection -> {
                    Duration delay = delay(connection, budget);
                    return delay.isZero()
                            ? book(connection, budget)
                            : Ticket.refused(budget, delay);
                });
    }

    /**
     * How long until a call may be taken; zero: now. A look, no promise: what other processes have
     * taken since the last call is not seen while there seems to be room.
     */
    public Duration untilFree(String budget) {
        Duration known = untilFreeAsKnown(budget);
        return known.isZero() ? known : database.read(connection -> delay(connection, budget));
    }

    /** How many calls of a budget count at this moment, whoever made them. */
    public int used(String budget) {
        return database.read(
                connection -> {
                    synchronized (this) {
                        return refreshed(connection, budget).log.count();
                    }
                });
    }

    private synchronized Duration untilFreeAsKnown(String budget) {
        Budget own = budget(budget);
        own.log.drop(clock.millis());
        return Duration.ofMillis(own.millisUntilFree());
    }

    /** How long until a call may be taken; zero: {@link #book} it in the same transaction. */
    synchronized Duration delay(Connection connection, String budget) throws SQLException {
        return Duration.ofMillis(refreshed(connection, budget).millisUntilFree());
    }

    /** Takes a call for which {@link #delay} has just found room. */
    synchronized Ticket book(Connection connection, String name) throws SQLException {
        Budget budget = budget(name);
        long number = budget.log.begin(connection, clock.millis());
        budget.hintLeft--;
        if (++taken % SWEEP == 0) {
            budget.log.sweep(connection, clock.millis());
        }
        return new Ticket(name, number, Duration.ZERO);
    }

    /** See {@link #ended(Ticket)}; in the caller's transaction. */
    synchronized void ended(Connection connection, Ticket ticket) throws SQLException {
        budget(ticket.budget()).log.end(connection, ticket.number(), clock.millis());
    }

    /**
     * Says that the call of a ticket is over.
     *
     * @throws LedgerException when the ledger cannot be written; the call counts as under way then
     */
    public void ended(Ticket ticket) {
        database.note(
                connection -> {
                    ended(connection, ticket);
                    return null;
                });
    }

    /** Heeds what an answer says of the budget: somebody else may be spending it too. */
    public synchronized void heed(String budget, RateHint hint) {
        budget(budget).heed(hint);
    }

    /**
     * How long that many calls take from now on, at least: until the last of them may begin.
     *
     * @param calls calls still to be made
     */
    public Duration estimate(String budget, long calls) {
        return database.note(
                connection -> {
                    synchronized (this) {
                        Budget own = refreshed(connection, budget);
                        return Duration.ofMillis(own.millisUntilLast(calls));
                    }
                });
    }

    /** Says that whoever made the calls that are open in the ledger is no more. */
    static void endLeft(Connection connection, long now) throws SQLException {
        Database.update(
                connection,
                "INSERT INTO call (budget, at, began) SELECT budget, ?, number FROM call"
                        + " WHERE began IS NULL",
                now);
        Database.update(
                connection,
                "DELETE FROM call WHERE began IS NULL AND number IN"
                        + " (SELECT began FROM call WHERE began IS NOT NULL)");
    }

    private Budget budget(String name) {
        return budgets.computeIfAbsent(name, Budget::new);
    }

    private Budget refreshed(Connection connection, String name) throws SQLException {
        Budget budget = budget(name);
        budget.log.refresh(connection, clock.millis(), database.undone());
        return budget;
    }

    /**
     * Leave for one call.
     *
     * @param budget the budget it was taken from
     * @param number the ledger's number of the call; 0 where there is no leave
     * @param delay how long to wait before asking again; zero where there is leave
     */
    public record Ticket(String budget, long number, Duration delay) {
        private static Ticket refused(String budget, Duration delay) {
            return new Ticket(budget, 0, delay);
        }

        /** Whether the call may be made now. */
        public boolean isGranted() {
            return number != 0;
        }
    }

    /** One budget at this moment. */
    private final class Budget {
        private final CallLog log;
        private long hintLeft;
        private long hintUntil;
        private Integer lastLeft;

        private Budget(String name) {
            this.log = new CallLog(name, window);
        }

        private long millisUntilFree() {
            long now = clock.millis();
            long hinted = now < hintUntil && hintLeft <= 0 ? hintUntil - now : 0;
            int tooMany = log.count() - usable;
            if (tooMany < 0) {
                return hinted;
            }
            // A setting may have become smaller: the newest of what is too much must be out.
            long own = tooMany < log.ended() ? untilOut(tooMany, now) : POLL_MILLIS;
            return Math.max(own, hinted);
        }

        /** Until the n-th ended call, and with it all older ones, is out of the window. */
        private long untilOut(int n, long now) {
            return Math.max(1, log.ended(n) + window + 1 - now);
        }

        private long millisUntilLast(long calls) {
            long free = Math.max(0, usable - log.count());
            long tooMany = Math.max(0, log.count() - usable);
            if (calls <= free) {
                return 0;
            }
            // In a steady state the same places come free again, a window later each time.
            long last = calls - 1;
            long slot = last % usable;
            long place = slot - free + tooMany;
            long now = clock.millis();
            long first;
            if (slot < free) {
                first = 0;
            } else if (place < log.ended()) {
                first = untilOut((int) place, now);
            } else {
                first = window;
            }
            return last / usable * window + first;
        }

        private void heed(RateHint hint) {
            if (hint.left() == 0) {
                hintLeft = 0;
                hintUntil = clock.millis() + hint.reset().toMillis();
                return;
            }
            // Whoever counts says something else after each call; a number that never changes is a
            // gateway's or a stand-in's decoration, and would slow every call down.
            boolean isCounted = lastLeft != null && lastLeft != hint.left();
            lastLeft = hint.left();
            if (!isCounted) {
                return;
            }
            int quota = hint.quota() == null ? requests : Math.min(requests, hint.quota());
            long reserve = (long) quota * (requests - usable) / requests;
            if (hint.left() < quota - log.count() - 1) {
                hintLeft = Math.max(0, hint.left() - reserve - log.underWay());
                hintUntil = clock.millis() + hint.reset().toMillis();
            } else {
                hintUntil = 0;
            }
        }
    }
}
