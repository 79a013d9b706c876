package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is still to be brought out, at least once each. A delivery of a job is written in the
 * transaction that marks the job as reported, so neither exists without the other. Thread-safe.
 */
public final class Deliveries {
    /** Those of one way that are due. */
    static final String DUE =
            "ended_at IS NULL AND way=? AND not_before<=? ORDER BY number LIMIT ?";

    /** When the next is due. */
    static final String NEXT_DUE =
            "SELECT min(not_before) FROM delivery WHERE ended_at IS NULL AND way=?";

    /** The last of each topic; equal times in the order in which they were written. */
    static final String TOLD =
            "SELECT topic, max(created_at), max(number) FROM delivery WHERE topic IS NOT NULL"
                    + " GROUP BY topic ORDER BY 2, 3";

    private final Database database;
    private final Clock clock;

    Deliveries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a sink is to bring now, oldest first. */
    public List<Delivery> due(String way, int most) {
        return list(DUE, way, clock.millis(), most);
    }

    /** When a sink is to bring something next, tried before or not; empty: nothing waits. */
    public Optional<Instant> nextDue(String way) {
        return nextDue(NEXT_DUE, way);
    }

    /** The same for what was not tried yet. */
    public Optional<Instant> nextUntried(String way) {
        return nextDue(NEXT_DUE + " AND attempts=0", way);
    }

    /** The same for what failed before. */
    public Optional<Instant> nextFailed(String way) {
        return nextDue(NEXT_DUE + " AND attempts>0", way);
    }

    private Optional<Instant> nextDue(String sql, String way) {
        long next = database.read(connection -> Database.number(connection, sql, way));
        return next == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
    }

    /** What a sink is to bring now and has not tried yet, oldest first. */
    public List<Delivery> untried(String way, int most) {
        return list("attempts=0 AND " + DUE, way, clock.millis(), most);
    }

    /** What a sink is to bring now and failed to bring before, oldest first. */
    public List<Delivery> failed(String way, int most) {
        return list("attempts>0 AND " + DUE, way, clock.millis(), most);
    }

    /**
     * Makes of the delivery of a job one for each place, each with its own attempts, and ends it
     * unless a message has come again meanwhile. A place that has all it had before is looked at
     * once more.
     *
     * @param known requests whose places these are
     */
    public void split(Delivery delivery, Collection<String> places, int known) {
        database.write(
                connection -> {
                    for (String place : places) {
                        Database.update(
                                connection,
                                "INSERT INTO delivery (way, job, place, not_before, created_at)"
                                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                                        + " not_before=excluded.not_before, ended_at=NULL,"
                                        + " attempts=0 WHERE ended_at IS NOT NULL",
                                delivery.way(),
                                delivery.job(),
                                place,
                                clock.millis(),
                                clock.millis());
                    }
                    return Requests.answered(connection, delivery, known, clock.millis());
                });
    }

    /** All that waits, oldest first; for those who look. */
    public List<Delivery> waiting(int most) {
        return list("ended_at IS NULL ORDER BY number LIMIT ?", most);
    }

    /** How many deliveries wait for each way, by its name. */
    public Map<String, Long> waitingByWay() {
        Map<String, Long> waiting = new LinkedHashMap<>();
        database.list(
                "SELECT way, count(*) FROM delivery WHERE ended_at IS NULL GROUP BY way"
                        + " ORDER BY way",
                row -> waiting.put(row.getString(1), row.getLong(2)));
        return waiting;
    }

    /** Writes down something to be brought that is no job; on the disk when this returns. */
    public void add(String way, String note) {
        database.write(connection -> add(connection, way, null, note, clock.instant()));
    }

    /**
     * Writes down what is to be told on several ways; on the disk when this returns.
     *
     * @param topic what it is about and how that stands; see {@link #told}
     */
    public void tell(Collection<String> ways, String topic, String note) {
        database.write(
                connection -> {
                    for (String way : ways) {
                        Database.update(
                                connection,
                                "INSERT INTO delivery (way, note, topic, not_before, created_at)"
                                        + " VALUES (?, ?, ?, ?, ?)",
                                way,
                                note,
                                topic,
                                clock.millis(),
                                clock.millis());
                    }
                    return null;
                });
    }

    /** When each topic was written down last, in order of that time. */
    public Map<String, Instant> told() {
        Map<String, Instant> told = new LinkedHashMap<>();
        database.list(
                TOLD, row -> told.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2))));
        return told;
    }

    /** Writes down how far a delivery has come: after a crash it goes on from there. */
    public void step(Delivery delivery, int step) {
        database.write(
                connection ->
                        Database.update(
                                connection,
                                "UPDATE delivery SET step=? WHERE number=?",
                                step,
                                delivery.number()));
    }

    /** Says that it was brought, after the receiver has it. */
    public void done(Delivery delivery) {
        end(delivery, null);
    }

    /**
     * Says that it will not be brought.
     *
     * @param why in words
     */
    public void giveUp(Delivery delivery, String why) {
        end(delivery, why);
    }

    /**
     * Says that an attempt failed.
     *
     * @param when when to try again
     * @param why in words
     */
    public void later(Delivery delivery, Instant when, String why) {
        database.write(
                connection ->
                        Database.update(
                                connection,
                                "UPDATE delivery SET attempts=attempts+1, not_before=?, trouble=?"
                                        + " WHERE number=?",
                                when.toEpochMilli(),
                                why,
                                delivery.number()));
    }

    /** Makes all that waits for a way due at once: it works again. */
    public void hurry(String way) {
        database.note(
                connection ->
                        Database.update(
                                connection,
                                "UPDATE delivery SET not_before=? WHERE way=? AND ended_at IS NULL"
                                        + " AND not_before>?",
                                clock.millis(),
                                way,
                                clock.millis()));
    }

    static int add(Connection connection, String way, Long job, String note, Instant now)
            throws SQLException {
        return Database.update(
                connection,
                "INSERT INTO delivery (way, job, note, not_before, created_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                way,
                job,
                note,
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    /** Those of a job, in the transaction that marks it as reported. */
    static void add(Connection connection, long job, Collection<String> ways, Instant now)
            throws SQLException {
        for (String way : ways) {
            add(connection, way, job, null, now);
        }
    }

    private void end(Delivery delivery, String trouble) {
        database.write(
                connection ->
                        Database.update(
                                connection,
                                "UPDATE delivery SET ended_at=?, trouble=? WHERE number=?",
                                clock.millis(),
                                trouble,
                                delivery.number()));
    }

    private List<Delivery> list(String where, Object... arguments) {
        return database.list("SELECT * FROM delivery WHERE " + where, Deliveries::read, arguments);
    }

    private static Delivery read(ResultSet rows) throws SQLException {
        long job = rows.getLong("job");
        Long ofJob = rows.wasNull() ? null : job;
        return new Delivery(
                rows.getLong("number"),
                rows.getString("way"),
                ofJob,
                rows.getString("place"),
                rows.getString("note"),
                rows.getInt("step"),
                rows.getInt("attempts"),
                rows.getString("trouble"),
                PartRow.instant(rows, "created_at"));
    }
}
