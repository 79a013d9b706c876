package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Merges neighbouring runs of the index of seen ids into one, and deletes what counts no more, step
 * by step, so that nobody waits long for a transaction. What a crash leaves unfinished counts for
 * nothing and is deleted by a later step. Not thread-safe; only one process at a time may use it.
 */
final class SeenCompaction {
    private final SeenSizes sizes;
    private Merge merge;

    SeenCompaction(SeenSizes sizes) {
        this.sizes = sizes;
    }

    /** Does a step inside the caller's transaction; whether there may be more to do. */
    boolean step(Connection connection) throws SQLException {
        Merge current = merge;
        // What a step has half done is rolled back when it fails: then it is begun anew.
        merge = null;
        if (current == null) {
            current = begin(connection);
        }
        if (current == null) {
            return sweep(connection);
        }
        if (current.step()) {
            merge = current;
        }
        return true;
    }

    private Merge begin(Connection connection) throws SQLException {
        List<Run> runs =
                Database.list(
                        connection,
                        "SELECT number, entries, age FROM seen_run WHERE age IS NOT NULL"
                                + " ORDER BY age",
                        row -> new Run(row.getLong(1), row.getLong(2), row.getLong(3)));
        List<Run> cheapest = null;
        for (int i = 0; i + sizes.fan() <= runs.size(); i++) {
            List<Run> window = runs.subList(i, i + sizes.fan());
            if (isWorthIt(window) && (cheapest == null || total(window) < total(cheapest))) {
                cheapest = window;
            }
        }
        return cheapest == null ? null : new Merge(connection, cheapest);
    }

    /** A run that is much larger than its neighbours is not copied for their sake. */
    private static boolean isWorthIt(List<Run> window) {
        long largest = window.stream().mapToLong(Run::entries).max().orElse(0);
        return total(window) >= 2 * largest;
    }

    private static long total(List<Run> window) {
        return window.stream().mapToLong(Run::entries).sum();
    }

    private boolean sweep(Connection connection) throws SQLException {
        long garbage =
                Database.number(
                        connection,
                        "SELECT number FROM seen_run WHERE age IS NULL AND (job IS NULL OR"
                                + " job NOT IN (SELECT number FROM job WHERE state IN"
                                + " ('ACCEPTING', 'HELD')))"
                                + " LIMIT 1");
        if (garbage != 0) {
            SeenRun.dropSome(connection, garbage);
        }
        return garbage != 0;
    }

    private record Run(long number, long entries, long age) {}

    /** One merge under way. */
    private final class Merge {
        private final Connection connection;
        private final List<Run> runs;
        private final SeenCursor merged;
        private final SeenRun.Writer writer;

        private Merge(Connection connection, List<Run> oldestFirst) throws SQLException {
            this.connection = connection;
            this.runs = new ArrayList<>(oldestFirst);
            Collections.reverse(runs);
            List<SeenCursor> cursors = new ArrayList<>();
            runs.forEach(run -> cursors.add(new SeenRun.Reader(connection, run.number())));
            this.merged = new SeenIndex.Firsts(SeenCursor.merged(cursors));
            this.writer = new SeenRun.Writer(connection, sizes, null);
        }

        /** Merges some entries; whether there are more. */
        private boolean step() throws SQLException {
            for (int i = 0; i < sizes.step(); i++) {
                if (!merged.advance()) {
                    finish();
                    return false;
                }
                writer.add(merged.hi(), merged.lo(), merged.ref());
            }
            return true;
        }

        private void finish() throws SQLException {
            writer.finish();
            for (Run run : runs) {
                Database.update(
                        connection, "UPDATE seen_run SET age=NULL WHERE number=?", run.number());
            }
            Database.update(
                    connection,
                    "UPDATE seen_run SET age=? WHERE number=?",
                    runs.get(0).age(),
                    writer.run());
        }
    }
}
