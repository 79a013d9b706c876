package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.RowResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts settled rows by job and outcome, and adds them to the ledger in one go. Not thread-safe.
 */
final class OutcomeCounts {
    private final Map<Long, Map<Outcome, Long>> counts = new HashMap<>();

    void add(long job, Iterable<RowResult> results) {
        results.forEach(result -> add(job, result.outcome(), 1));
    }

    void add(long job, Outcome outcome, long rows) {
        counts.computeIfAbsent(job, first -> new TreeMap<>()).merge(outcome, rows, Long::sum);
    }

    Set<Long> jobs() {
        return counts.keySet();
    }

    void store(Connection connection) throws SQLException {
        for (Map.Entry<Long, Map<Outcome, Long>> job : counts.entrySet()) {
            for (Map.Entry<Outcome, Long> outcome : job.getValue().entrySet()) {
                Database.update(
                        connection,
                        "INSERT INTO tally (job, outcome, rows) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO UPDATE SET rows=rows + excluded.rows",
                        job.getKey(),
                        outcome.getKey().name(),
                        outcome.getValue());
            }
        }
    }
}
