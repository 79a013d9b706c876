package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Lists that were begun and are not to be accepted. */
final class Unfinished {
    /** Chunks of a forgotten list that are deleted in one transaction. */
    private static final int FORGOTTEN_AT_ONCE = 200;

    private Unfinished() {}

    /** Forgets every list that was being accepted when the last process ended. */
    static void forgetAll(Database database) {
        List<Long> jobs = database.read(Unfinished::jobs);
        jobs.forEach(job -> forget(database, job));
    }

    private static List<Long> jobs(Connection connection) throws SQLException {
        List<Long> jobs = new ArrayList<>();
        String sql = "SELECT number FROM job WHERE state='ACCEPTING' AND reported_at IS NULL";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                jobs.add(found.getLong(1));
            }
        }
        return jobs;
    }

    /** Deletes a list step by step, its job last, so that a crash in between loses no track. */
    static void forget(Database database, long job) {
        boolean more = true;
        while (more) {
            more = database.note(connection -> forgetSome(connection, job));
        }
    }

    private static boolean forgetSome(Connection connection, long job) throws SQLException {
        String some = "(SELECT number FROM chunk WHERE job=? ORDER BY number LIMIT ?)";
        // Parts have no index by job but for the open ones; chunks lead to them.
        Database.update(
                connection, "DELETE FROM part WHERE chunk IN " + some, job, FORGOTTEN_AT_ONCE);
        int chunks =
                Database.update(
                        connection,
                        "DELETE FROM chunk WHERE number IN " + some,
                        job,
                        FORGOTTEN_AT_ONCE);
        if (chunks > 0) {
            return true;
        }
        long run =
                Database.number(connection, "SELECT number FROM seen_run WHERE job=? LIMIT 1", job);
        if (run != 0) {
            SeenRun.dropSome(connection, run);
            return true;
        }
        Database.update(connection, "DELETE FROM job WHERE number=?", job);
        return false;
    }
}
