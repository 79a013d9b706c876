package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Jobs and their numbers. Thread-safe. */
public final class Jobs {
    /**
     * Stands between the names of accounts; lists may name accounts that no setting would allow.
     */
    static final String BETWEEN = "\n";

    /** Whether a row of a job is still without its outcome. */
    static final String OPEN =
            "SELECT EXISTS (SELECT 1 FROM part WHERE job=? AND state<>'SETTLED')";

    /** Which jobs are long and under way; names what makes the partial index fit. */
    static final String LONG_JOBS =
            "state='RUNNING' AND reported_at IS NULL AND rows>=? AND number>?"
                    + " ORDER BY number LIMIT 1";

    /** Which jobs are held; names what makes the partial index fit. */
    static final String HELD = "state='HELD' AND reported_at IS NULL ORDER BY number";

    /** Whether a list of a source was let through. */
    static final String KNOWN_DOOR =
            "SELECT EXISTS (SELECT 1 FROM job WHERE door=? AND dry_run=0"
                    + " AND state<>'ACCEPTING' AND (held_because IS NULL OR approved_by IS NOT NULL))";

    private static final String WITH_ORIGIN =
            "SELECT number, origin FROM job"
                    + " WHERE origin IS NOT NULL AND door=? AND state<>'ACCEPTING'";

    private final Database database;
    private final Clock clock;

    Jobs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The job of that id, unless there is none or it is still being accepted. */
    public Optional<Job> find(String id) {
        return first("id=? AND state<>'ACCEPTING'", id);
    }

    /** The job of that number. */
    public Optional<Job> get(long number) {
        return first("number=?", number);
    }

    /**
     * The job that took this very file and could not yet say that the file has left.
     *
     * @param origin see {@link NewJob#origin()}
     */
    public Optional<Job> byOrigin(String origin) {
        return first("origin=? AND origin IS NOT NULL AND state<>'ACCEPTING'", origin);
    }

    /** What lists of a source were taken from, as far as it may still lie there. */
    public List<String> origins(String door) {
        return database.list(WITH_ORIGIN, row -> row.getString("origin"), door);
    }

    /**
     * Forgets what became which job, where it has left the place it was taken from.
     *
     * @param door the source whose origins are looked at
     * @param left whether what an origin names is gone
     */
    public void forgetOrigins(String door, Predicate<String> left) {
        database.note(
                connection -> {
                    List<Long> gone = new ArrayList<>();
                    Database.each(
                            connection,
                            WITH_ORIGIN,
                            row ->
                                    left.test(row.getString("origin"))
                                            && gone.add(row.getLong("number")),
                            door);
                    for (long number : gone) {
                        Database.update(
                                connection, "UPDATE job SET origin=NULL WHERE number=?", number);
                    }
                    return null;
                });
    }

    /** Jobs that are complete and have no report yet, oldest first. */
    public List<Job> unreported() {
        return list("state='COMPLETED' AND reported_at IS NULL ORDER BY number");
    }

    /** Jobs that are not complete, oldest first. */
    public List<Job> running() {
        return list("state='RUNNING' AND reported_at IS NULL ORDER BY number");
    }

    /**
     * The oldest job that is not complete and has at least so many rows.
     *
     * @param after number of a job; older ones, and itself, are passed over
     */
    public Optional<Job> nextLong(long rows, long after) {
        return first(LONG_JOBS, rows, after);
    }

    /** Jobs that wait for a person, or were just let go by one; oldest first. */
    public List<Job> held() {
        return list(HELD);
    }

    /**
     * Lets a held job go: its rows become due at the next look of {@link Ledger#letGo}, even if
     * that is after a restart.
     *
     * @param who who says so, for the summary
     * @return false where the job is not held, or was let go before
     */
    public boolean approve(long number, String who) {
        return database.write(
                        connection ->
                                Database.update(
                                        connection,
                                        "UPDATE job SET approved_by=? WHERE number=?"
                                                + " AND state='HELD' AND approved_by IS NULL",
                                        who,
                                        number))
                == 1;
    }

    /** Whether a list from that source was ever sent without being held, or was let go. */
    public boolean isKnownDoor(String door) {
        return database.read(connection -> Database.number(connection, KNOWN_DOOR, door) == 1);
    }

    /**
     * The job of a list by a piece of what its source says.
     *
     * @param after number of a job; older ones, and itself, are passed over
     * @param piece stands in that source and in no other
     */
    public Optional<Job> bySource(long after, String piece) {
        return first("number>? AND state<>'ACCEPTING' AND instr(source, ?)>0", after, piece);
    }

    /** The number of the newest job, be it still accepted; 0 where there is none. */
    public long newestNumber() {
        return database.read(
                connection -> Database.number(connection, "SELECT max(number) FROM job"));
    }

    /** Names of the accounts that a job has rows of without their outcome. */
    public Set<String> openAccounts(long number) {
        return new TreeSet<>(
                database.list(
                        "SELECT DISTINCT account FROM part WHERE job=? AND state<>'SETTLED'",
                        row -> row.getString(1),
                        number));
    }

    /** The newest jobs, newest first. */
    public List<Job> newest(int most) {
        return list("state<>'ACCEPTING' ORDER BY number DESC LIMIT ?", most);
    }

    /**
     * Cancels a job: rows that were not sent are not sent any more. Rows whose outcome is in doubt
     * are still asked for.
     *
     * @param who who asked for it, for the report
     * @return false where the job is not under way, or was cancelled before
     */
    public boolean cancel(long number, String who) {
        return database.write(
                connection -> Cancellation.cancel(connection, number, who, clock.instant()));
    }

    /**
     * Says that the report of a job is whole on the disk.
     *
     * @param ways sinks that are to bring something of it from now on; see {@link Deliveries}
     */
    public void reported(long number, Collection<String> ways) {
        database.write(
                connection -> {
                    Deliveries.add(connection, number, ways, clock.instant());
                    return Database.update(
                            connection,
                            "UPDATE job SET reported_at=? WHERE number=?",
                            clock.millis(),
                            number);
                });
    }

    /** Whether a row of the job is still without its outcome. */
    static boolean isOpen(Connection connection, long job) throws SQLException {
        return Database.number(connection, OPEN, job) == 1;
    }

    /**
     * Completes a job whose last row is settled.
     *
     * @throws IllegalStateException when its numbers do not add up; it stays open then
     */
    static boolean completeIfSettled(Connection connection, long job, Instant now)
            throws SQLException {
        if (isOpen(connection, job)) {
            return false;
        }
        long rows = Database.number(connection, "SELECT rows FROM job WHERE number=?", job);
        long told = Database.number(connection, "SELECT sum(rows) FROM tally WHERE job=?", job);
        if (rows != told) {
            throw new IllegalStateException(
                    "Job " + job + " has " + rows + " rows, but " + told + " outcomes.");
        }
        return Database.update(
                        connection,
                        "UPDATE job SET state='COMPLETED', completed_at=?"
                                + " WHERE number=? AND state='RUNNING'",
                        now.toEpochMilli(),
                        job)
                == 1;
    }

    /** Completes those jobs whose last row is settled; their numbers. */
    static List<Long> complete(Connection connection, Set<Long> jobs, Instant now)
            throws SQLException {
        List<Long> completed = new ArrayList<>();
        for (long job : jobs) {
            if (completeIfSettled(connection, job, now)) {
                completed.add(job);
            }
        }
        return completed;
    }

    private Optional<Job> first(String where, Object... arguments) {
        return list(where, arguments).stream().findFirst();
    }

    private List<Job> list(String where, Object... arguments) {
        return database.read(
                connection ->
                        Database.list(
                                connection,
                                "SELECT * FROM job WHERE " + where,
                                row -> read(connection, row),
                                arguments));
    }

    private static Job read(Connection connection, ResultSet rows) throws SQLException {
        long number = rows.getLong("number");
        String accounts = rows.getString("accounts");
        return new Job(
                number,
                rows.getString("id"),
                rows.getString("source"),
                rows.getString("sha256"),
                rows.getString("requested_by"),
                rows.getString("door"),
                rows.getString("reply"),
                accounts.isEmpty() ? List.of() : List.of(accounts.split(BETWEEN)),
                rows.getString("state"),
                rows.getLong("rows"),
                outcomes(connection, number),
                rows.getLong("calls"),
                rows.getLong("retries"),
                rows.getBoolean("dry_run"),
                PartRow.instant(rows, "received_at"),
                PartRow.instant(rows, "completed_at"),
                PartRow.instant(rows, "reported_at"),
                rows.getString("held_because"),
                rows.getString("approved_by"),
                rows.getString("cancelled_by"),
                rows.getBoolean("checks"));
    }

    private static Map<Outcome, Long> outcomes(Connection connection, long job)
            throws SQLException {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        Database.each(
                connection,
                "SELECT outcome, rows FROM tally WHERE job=?",
                row -> outcomes.put(Outcome.valueOf(row.getString(1)), row.getLong(2)),
                job);
        return outcomes;
    }
}
