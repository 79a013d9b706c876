package io.reprieve.ledger;

import io.reprieve.release.Ruling;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * All rows of a complete job in the list's order, up to {@value Acceptance#CHUNK} at a time. Holds
 * a connection until it is closed. Not thread-safe.
 */
public final class SettledRows implements Iterator<List<SettledRow>>, AutoCloseable {
    private final Database database;
    private final Connection connection;
    private final long job;
    private List<SettledRow> rows = List.of();
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
            if (rows.isEmpty() && !ended) {
                ended = !load();
            }
        } catch (SQLException e) {
            throw database.failed(e);
        }
        return !rows.isEmpty();
    }

    @Override
    public List<SettledRow> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<SettledRow> some = rows;
        rows = List.of();
        return some;
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
        try (var found = Statements.query(connection, sql, job, chunk)) {
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
        }
        rows = List.of(settled);
    }
}
