package io.reprieve.ledger;

import io.reprieve.release.Ruling;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * All rows of a complete job in the list's order, one chunk in memory at a time. Holds a connection
 * until it is closed. Not thread-safe.
 */
public final class SettledRows implements Iterator<SettledRow>, AutoCloseable {
    private final Database database;
    private final Connection connection;
    private final long job;
    private final Queue<SettledRow> rows = new ArrayDeque<>();
    private long chunk;
    private boolean ended;

    SettledRows(Database database, long job) {
        this.database = database;
        this.connection = database.newReader();
        this.job = job;
    }

    @Override
    public boolean hasNext() {
        try {
            while (rows.isEmpty() && !ended) {
                ended = !load();
            }
        } catch (SQLException e) {
            throw database.failed(e);
        }
        return !rows.isEmpty();
    }

    @Override
    public SettledRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.remove();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw database.failed(e);
        }
    }

    private boolean load() throws SQLException {
        String sql =
                "SELECT number, lines, ids FROM chunk WHERE job=? AND number>?"
                        + " ORDER BY number LIMIT 1";
        try (var statement = Database.prepare(connection, sql, job, chunk);
                var found = statement.executeQuery()) {
            if (!found.next()) {
                return false;
            }
            chunk = found.getLong(1);
            fill(Ranges.read(found.getString(2)), found.getString(3).split("\n", -1));
            return true;
        }
    }

    private void fill(long[] lines, String[] ids) throws SQLException {
        SettledRow[] settled = new SettledRow[lines.length];
        for (PartRow part :
                PartRow.query(connection, "chunk=? AND state=?", chunk, PartRow.SETTLED)) {
            Ruling[] rulings = Outcomes.read(part.outcomes(), part.places().length);
            for (int i = 0; i < rulings.length; i++) {
                int place = part.places()[i];
                settled[place] =
                        new SettledRow(
                                lines[place],
                                ids[place],
                                part.account(),
                                rulings[i],
                                part.history().attempts(),
                                part.settledAt());
            }
        }
        for (SettledRow row : settled) {
            if (row == null) {
                throw new IllegalStateException(
                        "A row of chunk " + chunk + " has no outcome: the job is not complete.");
            }
            rows.add(row);
        }
    }
}
