package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Lets writers that wait for each other share a transaction, and with it one sync of the disk: who
 * comes first does the work of all who wait. Each work has a savepoint of its own, so that one that
 * fails takes nothing of the others along; only a failure of the disk fails them all. Thread-safe.
 */
final class GroupCommit {
    /** Works of one transaction. */
    private static final int MAX_GROUP = 32;

    /** How often who waits looks again, in ms; whoever has the turn gives it back in any case. */
    private static final long POLL_MILLIS = 1000;

    private final Connection connection;
    private final Before before;
    private List<Pending<?>> queue = new ArrayList<>();
    private boolean busy;
    private volatile long undone;

    /** Groups the writers of that connection. */
    GroupCommit(Connection connection, Before before) {
        this.connection = connection;
        this.before = before;
    }

    /** What is done outside the transaction, just before it begins. */
    interface Before {
        void begin(boolean sync) throws SQLException;
    }

    /**
     * Runs a work in a transaction and returns when that is committed.
     *
     * @param sync whether it must be on the disk then
     * @throws SQLException when the work, or the transaction, fails: nothing of it is kept
     */
    <T> T run(Database.Work<T> work, boolean sync) throws SQLException {
        Pending<T> own = new Pending<>(work, sync);
        enqueue(own);
        List<Pending<?>> group = awaitTurn(own);
        while (!group.isEmpty()) {
            try {
                commit(group);
            } finally {
                endTurn();
            }
            group = awaitTurn(own);
        }
        return own.result();
    }

    /** How often something was undone that may have been read before. */
    long undone() {
        return undone;
    }

    /** Closes the connection once the transaction under way is over; who comes later, fails. */
    void close() throws SQLException {
        awaitTurn();
        try {
            connection.close();
        } finally {
            endTurn();
        }
    }

    private synchronized void awaitTurn() {
        waitWhile(() -> busy);
        busy = true;
    }

    private synchronized void enqueue(Pending<?> own) {
        queue.add(own);
    }

    /** The group to commit, which those before the own work may fill; empty once that is done. */
    private synchronized List<Pending<?>> awaitTurn(Pending<?> own) {
        waitWhile(() -> busy && !own.isDone);
        if (own.isDone) {
            return List.of();
        }
        busy = true;
        List<Pending<?>> group =
                new ArrayList<>(queue.subList(0, Math.min(MAX_GROUP, queue.size())));
        queue = new ArrayList<>(queue.subList(group.size(), queue.size()));
        return group;
    }

    /** A work that has begun to wait is done in any case, so an interrupt has to wait too. */
    private void waitWhile(BooleanSupplier condition) {
        boolean interrupted = false;
        while (condition.getAsBoolean()) {
            try {
                wait(POLL_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endTurn() {
        busy = false;
        notifyAll();
    }

    private void commit(List<Pending<?>> group) {
        try {
            before.begin(group.stream().anyMatch(one -> one.sync));
            Database.update(connection, "BEGIN IMMEDIATE");
            boolean done = false;
            try {
                for (Pending<?> one : group) {
                    one.run(group.size() > 1);
                }
                Database.update(connection, "COMMIT");
                done = true;
            } finally {
                if (!done) {
                    undone++;
                    rollback();
                }
            }
            group.forEach(one -> one.isDone = true);
        } catch (SQLException | RuntimeException | Error e) {
            group.forEach(one -> one.fail(e));
        }
    }

    private void rollback() {
        try {
            Database.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // SQLite has already rolled back by itself after a full disk or an I/O error.
            return;
        }
    }

    /** A work that waits for its transaction. Fields change under the turn, and are read after. */
    private final class Pending<T> {
        private final Database.Work<T> work;
        private final boolean sync;
        private T result;
        private Throwable failure;
        private volatile boolean isDone;

        private Pending(Database.Work<T> work, boolean sync) {
            this.work = work;
            this.sync = sync;
        }

        private void run(boolean shared) throws SQLException {
            if (!shared) {
                result = work.in(connection);
                return;
            }
            Database.update(connection, "SAVEPOINT work");
            try {
                result = work.in(connection);
            } catch (SQLException | RuntimeException | Error e) {
                failure = e;
                undone++;
                // Fails where SQLite has rolled back everything, and then nothing is kept.
                Database.update(connection, "ROLLBACK TO work");
            }
            Database.update(connection, "RELEASE work");
        }

        private void fail(Throwable why) {
            failure = failure == null ? why : failure;
            isDone = true;
        }

        private T result() throws SQLException {
            if (failure instanceof SQLException sql) {
                throw sql;
            }
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return result;
        }
    }
}
