package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Messages that asked for a release, and their answers. A request is written in the transaction
 * that makes its job count, so neither exists without the other. Thread-safe.
 */
public final class Requests {
    /** How long a message is known that comes again. */
    public static final Duration MEMORY = Duration.ofDays(7);

    /** Requests that are forgotten in one transaction. */
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final Database database;
    private final Clock clock;

    Requests(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The request that this very message was before.
     *
     * @param key see {@link NewRequest#key()}
     */
    public Optional<Request> byKey(byte[] key) {
        return list("key=?", key).stream().findFirst();
    }

    /**
     * The same, unless it is older than that.
     *
     * @param age of the request
     */
    public Optional<Request> byKey(byte[] key, Duration age) {
        long since = clock.instant().minus(age).toEpochMilli();
        return list("key=? AND received_at>=?", key, since).stream().findFirst();
    }

    /** The requests of a job, in the order in which they came. */
    public List<Request> of(long job) {
        return list("job=? ORDER BY number", job);
    }

    /**
     * Has a message answered that came again: it gets the answer of the first, once that is there.
     * One that still waits for the same answer at the same place gets it only once.
     *
     * @param first the request that it was before
     * @param replyTo where its answer goes this time
     * @param correlation what that answer repeats
     * @param way the sink that brings answers
     * @param place the place that the answer goes to, in the words of that way
     */
    public void again(Request first, String replyTo, String correlation, String way, String place) {
        database.write(
                connection -> {
                    if (waits(connection, first, replyTo, correlation, way, place)) {
                        return null;
                    }
                    NewRequest repeat =
                            new NewRequest(
                                    null,
                                    first.firstLine(),
                                    first.lastLine(),
                                    first.rows(),
                                    replyTo,
                                    correlation);
                    insert(connection, first.job(), List.of(repeat), clock.instant());
                    Database.update(
                            connection,
                            "UPDATE delivery SET ended_at=NULL, not_before=? WHERE job=? AND way=?"
                                    + " AND place IS NULL",
                            clock.millis(),
                            first.job(),
                            way);
                    return null;
                });
    }

    /**
     * Ends the delivery of a job's answers at a place, unless a message has come again meanwhile.
     *
     * @param known requests of the whole job when it was looked at
     */
    public void answered(Delivery delivery, int known) {
        database.write(connection -> answered(connection, delivery, known, clock.millis()));
    }

    /** The same in the caller's transaction. */
    static int answered(Connection connection, Delivery delivery, int known, long now)
            throws SQLException {
        return Database.update(
                connection,
                "UPDATE delivery SET ended_at=?, trouble=NULL WHERE number=?"
                        + " AND (SELECT count(*) FROM request WHERE job=?)=?",
                now,
                delivery.number(),
                delivery.job(),
                known);
    }

    /**
     * Forgets some requests that are older than {@link #MEMORY} and were answered.
     *
     * @return whether there may be more
     */
    public boolean forgetOld() {
        long before = clock.instant().minus(MEMORY).toEpochMilli();
        return database.note(
                connection ->
                        Database.update(
                                        connection,
                                        "DELETE FROM request WHERE number IN (SELECT number FROM"
                                                + " request r WHERE received_at<? AND EXISTS"
                                                + " (SELECT 1 FROM delivery d WHERE d.job=r.job AND"
                                                + " ended_at IS NOT NULL) AND NOT EXISTS (SELECT 1"
                                                + " FROM delivery d WHERE d.job=r.job AND ended_at"
                                                + " IS NULL) LIMIT ?)",
                                        before,
                                        FORGOTTEN_AT_ONCE)
                                == FORGOTTEN_AT_ONCE);
    }

    static void insert(Connection connection, long job, List<NewRequest> requests, Instant now)
            throws SQLException {
        String sql =
                "INSERT INTO request (job, key, first_line, last_line, rows, reply_to, correlation,"
                        + " received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (NewRequest request : requests) {
                statement.setLong(1, job);
                statement.setBytes(2, request.key());
                statement.setLong(3, request.firstLine());
                statement.setLong(4, request.lastLine());
                statement.setLong(5, request.rows());
                statement.setString(6, request.replyTo());
                statement.setString(7, request.correlation());
                statement.setLong(8, now.toEpochMilli());
                statement.executeUpdate();
            }
        }
    }

    /** Whether the answer is still to come, to the same place with the same mark. */
    private static boolean waits(
            Connection connection,
            Request first,
            String replyTo,
            String correlation,
            String way,
            String place)
            throws SQLException {
        String sql =
                "SELECT EXISTS (SELECT 1 FROM request WHERE job=? AND first_line=? AND reply_to IS ?"
                        + " AND correlation IS ?) AND NOT EXISTS (SELECT 1 FROM delivery WHERE job=?"
                        + " AND way=? AND place=? AND (ended_at IS NOT NULL OR step>0))";
        return Database.number(
                        connection,
                        sql,
                        first.job(),
                        first.firstLine(),
                        replyTo,
                        correlation,
                        first.job(),
                        way,
                        place)
                == 1;
    }

    private List<Request> list(String where, Object... arguments) {
        return database.list("SELECT * FROM request WHERE " + where, Requests::read, arguments);
    }

    private static Request read(ResultSet rows) throws SQLException {
        return new Request(
                rows.getLong("number"),
                rows.getLong("job"),
                rows.getLong("first_line"),
                rows.getLong("last_line"),
                rows.getLong("rows"),
                rows.getString("reply_to"),
                rows.getString("correlation"));
    }
}
