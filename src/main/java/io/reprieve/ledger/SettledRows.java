package io.reprieve.ledger;

import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * The rows of a job in the list's order, up to {@value Acceptance#CHUNK} at a time: all of them
 * where it is complete, else as far as each has its outcome. Holds a connection until it is closed.
 * Not thread-safe.
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

    /**
     * Whether {@link #next} has rows, for a complete job.
     *
     * @throws IllegalStateException when a row has no outcome: the job is not complete
     */
    @Override
    public boolean hasNext() {
        if (!isNextSettled() && !ended) {
            throw new IllegalStateException(
                    "A row after chunk " + chunk + " has no outcome: the job is not complete.");
        }
        return !rows.isEmpty();
    }

    /** Whether {@link #next} has rows by now, for a job that is still under way. */
    public boolean isNextSettled() {
        try {
            if (rows.isEmpty() && !ended) {
                load();
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

    private void load() throws SQLException {
        String sql =
                "SELECT number, lines, ids FROM chunk WHERE job=? AND number>?"
                        + " ORDER BY number LIMIT 1";
        try (var found = Statements.query(connection, sql, job, chunk)) {
            if (!found.next()) {
                ended = true;
                return;
            }
            long next = found.getLong(1);
            SettledRow[] settled =
                    settled(
                            next,
                            Ranges.read(found.getString(2)),
                            found.getString(3).split("\n", -1));
            if (Arrays.stream(settled).allMatch(Objects::nonNull)) {
                chunk = next;
                rows = List.of(settled);
            }
        }
    }

    private SettledRow[] settled(long number, long[] lines, String[] ids) throws SQLException {
        SettledRow[] settled = new SettledRow[lines.length];
        for (PartRow part :
                PartRow.query(connection, "chunk=? AND state=?", number, PartRow.SETTLED)) {
            RowResult[] results = Outcomes.read(part.outcomes(), part.places().length);
            for (int i = 0; i < results.length; i++) {
                int place = part.places()[i];
                settled[place] =
                        new SettledRow(
                                lines[place],
                                ids[place],
                                part.account(),
                                results[i],
                                part.history().attempts(),
                                part.settledAt());
            }
        }
        return settled;
    }
}
