package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Rows that wait for the same ids in an earlier job. Thread-safe. */
final class PendingDuplicates {
    /** Which parts wait; those of a list that is still being accepted are not to be touched. */
    static final String WAITING =
            "SELECT number FROM part WHERE state='FOLLOWING' AND state<>'SETTLED' AND job IN"
                    + " (SELECT number FROM job WHERE state='RUNNING' AND reported_at IS NULL)"
                    + " ORDER BY chunk";

    /** Waiting parts that are moved in one transaction. */
    private static final int MOVED_AT_ONCE = 16;

    /** Looked at so often even without a change, for another process may have made one. */
    private static final Duration AT_LEAST = Duration.ofSeconds(10);

    private final Database database;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong(1);
    private long looked;
    private Instant lookedAt = Instant.EPOCH;

    PendingDuplicates(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Looks at every waiting part, where anything has changed since the last look.
     *
     * @return numbers of the jobs that this completed
     */
    synchronized List<Long> look() {
        List<Long> completed = new ArrayList<>();
        Instant time = clock.instant();
        if (!time.isBefore(lookedAt.plus(AT_LEAST))) {
            lookAgain();
            lookedAt = time;
        }
        // Rows that move may be what others wait for.
        for (long now = changes.get(); looked != now; now = changes.get()) {
            for (List<Long> some : moved()) {
                completed.addAll(database.write(connection -> move(connection, some)));
                lookAgain();
            }
            looked = now;
        }
        return completed;
    }

    /** Says that rows may have got what others wait for, or that others wait now. */
    void lookAgain() {
        changes.incrementAndGet();
    }

    private List<List<Long>> moved() {
        List<Long> waiting = database.list(WAITING, row -> row.getLong(1));
        List<List<Long>> moved = new ArrayList<>();
        if (waiting.isEmpty()) {
            return moved;
        }
        try (Connection reader = database.newReader()) {
            Follower follower = new Follower(reader);
            for (long number : waiting) {
                List<PartRow> rows = PartRow.query(reader, "number=?", number);
                if (follower.isMoved(rows.get(0))) {
                    if (moved.isEmpty() || moved.get(moved.size() - 1).size() == MOVED_AT_ONCE) {
                        moved.add(new ArrayList<>());
                    }
                    moved.get(moved.size() - 1).add(number);
                }
            }
        } catch (SQLException e) {
            throw database.failed(e);
        }
        return moved;
    }

    private List<Long> move(Connection connection, List<Long> waiting) throws SQLException {
        OutcomeCounts tallies = new OutcomeCounts();
        Set<Long> jobs = new HashSet<>();
        Follower follower = new Follower(connection);
        for (long number : waiting) {
            String still = "number=? AND state='FOLLOWING'";
            for (PartRow row : PartRow.query(connection, still, number)) {
                follower.move(connection, row, tallies, clock.instant());
                jobs.add(row.job());
            }
        }
        tallies.store(connection);
        return Jobs.complete(connection, jobs, clock.instant());
    }
}
