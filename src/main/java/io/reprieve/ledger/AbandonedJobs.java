package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lists that were begun and are not to be accepted. Thread-safe.
 *
 * <p>What cannot be deleted at once, because the disk is full for instance, counts for nothing and
 * is deleted later: whoever gives a list up has told a reason already, and that one is to be heard.
 */
final class AbandonedJobs {
    /** Chunks of a forgotten list that are deleted in one transaction. */
    private static final int FORGOTTEN_AT_ONCE = 200;

    private final Database database;
    private final Set<Long> left = ConcurrentHashMap.newKeySet();

    AbandonedJobs(Database database) {
        this.database = database;
    }

    /**
     * Forgets every list that was being accepted when the last process ended.
     *
     * @throws LedgerException when the ledger cannot be written
     */
    void forgetAll() {
        String abandoned = "SELECT number FROM job WHERE state='ACCEPTING' AND reported_at IS NULL";
        left.addAll(database.list(abandoned, row -> row.getLong(1)));
        forgetLeft();
    }

    /**
     * Forgets what could not be forgotten before.
     *
     * @throws LedgerException when the ledger cannot be written
     */
    void forgetLeft() {
        for (long job : left) {
            delete(job);
            left.remove(job);
        }
    }

    /** Forgets a list, now or later. */
    void forget(long job) {
        try {
            delete(job);
        } catch (LedgerException e) {
            left.add(job);
        }
    }

    /** Deletes a list step by step, its job last, so that a crash in between loses no track. */
    private void delete(long job) {
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
