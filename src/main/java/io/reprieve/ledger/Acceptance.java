package io.reprieve.ledger;

import io.reprieve.release.Dedupe;
import io.reprieve.release.Facts;
import io.reprieve.release.Outcome;
import io.reprieve.release.Part.History;
import io.reprieve.release.Ruling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Takes one list into the ledger, whole or not at all: rows are stored as they come, and count only
 * once {@link #commit} has returned. Closing it before that, or a crash, leaves nothing behind.
 * Memory does not grow with the list. Not thread-safe; several lists may be accepted at once.
 */
public final class Acceptance implements AutoCloseable {
    /** Most rows of one {@link #add}. */
    public static final int CHUNK = Ref.CHUNK;

    /** Chunks that are written in one transaction. */
    private static final int GROUP = 16;

    private final Database database;
    private final Clock clock;
    private final Dedupe dedupe;
    private final NewJob head;
    private final long job;
    private final SeenKey key = new SeenKey();
    private final Tallies tallies = new Tallies();
    private final TreeSet<String> accounts = new TreeSet<>();
    private final List<List<Entry>> waiting = new ArrayList<>();
    private final List<Long> segments = new ArrayList<>();
    private SeenEntries entries;
    private long rows;
    private boolean done;

    Acceptance(Database database, Clock clock, Dedupe dedupe, NewJob head) {
        this.database = database;
        this.clock = clock;
        this.dedupe = dedupe;
        this.head = head;
        this.entries = new SeenEntries();
        this.job = database.note(this::insertJob);
    }

    /**
     * Takes rows.
     *
     * @param chunk 1 to {@value #CHUNK} rows, following those of the last call
     * @throws LedgerException when the ledger cannot be written; the list is not accepted then
     */
    public void add(List<Entry> chunk) {
        if (chunk.isEmpty() || chunk.size() > CHUNK) {
            throw new IllegalArgumentException("A chunk has 1 to " + CHUNK + " rows.");
        }
        waiting.add(List.copyOf(chunk));
        rows += chunk.size();
        if (waiting.size() == GROUP) {
            database.note(this::store);
        }
    }

    /** Rows taken so far. */
    public long rows() {
        return rows;
    }

    /**
     * Makes the job count: repeated ids get their fate, everything else becomes due. All of it is
     * on the disk when this returns.
     *
     * @return the number of the job
     * @throws LedgerException when the ledger cannot be written; the list is not accepted then
     */
    public long commit() {
        database.note(this::store);
        database.write(this::finish);
        done = true;
        entries = null;
        return job;
    }

    /** Forgets the list, unless it was committed. */
    @Override
    public void close() {
        if (!done) {
            done = true;
            entries = null;
            database.note(
                    connection -> {
                        forget(connection, job);
                        return null;
                    });
        }
    }

    /** Forgets every list that was being accepted when the last process ended. */
    static void forgetUnfinished(Connection connection) throws SQLException {
        List<Long> jobs = new ArrayList<>();
        try (var statement =
                        connection.prepareStatement(
                                "SELECT number FROM job WHERE state='ACCEPTING'");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                jobs.add(rows.getLong(1));
            }
        }
        for (long job : jobs) {
            forget(connection, job);
        }
    }

    private static void forget(Connection connection, long job) throws SQLException {
        Database.update(
                connection,
                "DELETE FROM seen_page WHERE run IN (SELECT number FROM seen_run WHERE job=?)",
                job);
        for (String table : List.of("seen_run", "part", "chunk", "tally")) {
            // Parts have no index by job but for the open ones; chunks lead to them.
            String sql =
                    "part".equals(table)
                            ? "DELETE FROM part WHERE chunk IN"
                                    + " (SELECT number FROM chunk WHERE job=?)"
                            : "DELETE FROM " + table + " WHERE job=?";
            Database.update(connection, sql, job);
        }
        Database.update(connection, "DELETE FROM job WHERE number=?", job);
    }

    private long insertJob(Connection connection) throws SQLException {
        return Database.insert(
                connection,
                "INSERT INTO job (id, source, sha256, requested_by, reason, origin, dry_run,"
                        + " state, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'ACCEPTING', ?)",
                head.id(),
                head.source(),
                head.sha256(),
                head.requestedBy(),
                head.reason(),
                head.origin(),
                head.dryRun() ? 1 : 0,
                head.receivedAt().toEpochMilli());
    }

    private Void store(Connection connection) throws SQLException {
        for (List<Entry> chunk : waiting) {
            store(connection, chunk);
            if (entries.size() > SeenEntries.MOST - CHUNK) {
                storeSegment(connection);
            }
        }
        waiting.clear();
        return null;
    }

    private void store(Connection connection, List<Entry> chunk) throws SQLException {
        StringBuilder ids = new StringBuilder(chunk.size() * 48);
        chunk.forEach(entry -> ids.append(entry.id()).append('\n'));
        long number =
                Database.insert(
                        connection,
                        "INSERT INTO chunk (job, lines, ids) VALUES (?, ?, ?)",
                        job,
                        Ranges.write(chunk.stream().mapToLong(Entry::line).toArray()),
                        ids.toString());
        Map<String, List<Integer>> good = new LinkedHashMap<>();
        Map<String, List<Integer>> bad = new LinkedHashMap<>();
        for (int place = 0; place < chunk.size(); place++) {
            Entry entry = chunk.get(place);
            boolean isId = entry.problem() == null;
            (isId ? good : bad)
                    .computeIfAbsent(entry.account(), first -> new ArrayList<>())
                    .add(place);
            if (isId) {
                entries.add(key.of(entry.account(), entry.id()), Ref.of(number, place));
            }
        }
        accounts.addAll(good.keySet());
        accounts.addAll(bad.keySet());
        for (Map.Entry<String, List<Integer>> account : good.entrySet()) {
            insertPart(connection, number, account, PartRow.ACCEPTING, null);
        }
        for (Map.Entry<String, List<Integer>> account : bad.entrySet()) {
            List<Ruling> rulings =
                    account.getValue().stream().map(place -> invalid(chunk.get(place))).toList();
            tallies.add(job, rulings);
            insertPart(connection, number, account, PartRow.SETTLED, Outcomes.write(rulings));
        }
    }

    private void insertPart(
            Connection connection,
            long chunk,
            Map.Entry<String, List<Integer>> account,
            String state,
            String outcomes)
            throws SQLException {
        int[] places = account.getValue().stream().mapToInt(Integer::intValue).toArray();
        Piece piece = new Piece(state, places, clock.instant(), History.NEW, null, outcomes);
        PartRow.insert(connection, job, chunk, account.getKey(), head.dryRun(), piece);
    }

    private static Ruling invalid(Entry entry) {
        return Ruling.of(Outcome.INVALID, entry.problem(), Facts.NONE);
    }

    private void storeSegment(Connection connection) throws SQLException {
        SeenRun.Writer writer = new SeenRun.Writer(connection, job);
        SeenCursor sorted = entries.sorted();
        while (sorted.advance()) {
            writer.add(sorted.hi(), sorted.lo(), sorted.ref());
        }
        writer.finish();
        segments.add(writer.run());
        entries.clear();
    }

    private Void finish(Connection connection) throws SQLException {
        Instant now = clock.instant();
        // A dry run releases nothing, so nothing that it meets or leaves is a duplicate.
        Dedupe rule = head.dryRun() && dedupe == Dedupe.LEDGER ? Dedupe.LIST : dedupe;
        Repeats repeats = new Repeats(connection, job, now);
        SeenCursor firsts = repeats.sift(allEntries(connection), rule);
        if (head.dryRun()) {
            while (firsts.advance()) {
                continue;
            }
        } else if (segments.isEmpty() && entries.size() <= SeenIndex.SMALL_LIST) {
            SeenIndex.addRecent(connection, firsts);
        } else {
            storeRun(connection, firsts);
        }
        repeats.apply(tallies);
        tallies.store(connection);
        for (long segment : segments) {
            SeenIndex.drop(connection, segment);
        }
        begin(connection, now);
        return null;
    }

    private SeenCursor allEntries(Connection connection) throws SQLException {
        if (segments.isEmpty()) {
            return entries.sorted();
        }
        List<SeenCursor> cursors = new ArrayList<>();
        segments.forEach(segment -> cursors.add(new SeenRun.Reader(connection, segment)));
        cursors.add(entries.sorted());
        return SeenCursor.merged(cursors);
    }

    private void storeRun(Connection connection, SeenCursor firsts) throws SQLException {
        SeenRun.Writer writer = new SeenRun.Writer(connection, job);
        while (firsts.advance()) {
            writer.add(firsts.hi(), firsts.lo(), firsts.ref());
        }
        writer.finish();
        Database.update(connection, "UPDATE seen_run SET job=NULL WHERE number=?", writer.run());
    }

    private void begin(Connection connection, Instant now) throws SQLException {
        Database.update(
                connection,
                "UPDATE part SET state=?, not_before=? WHERE job=?"
                        + " AND state<>'SETTLED' AND state='ACCEPTING'",
                head.dryRun() ? PartRow.DOUBT : PartRow.PENDING,
                now.toEpochMilli(),
                job);
        Database.update(
                connection,
                "UPDATE job SET state='RUNNING', rows=?, accounts=? WHERE number=?",
                rows,
                String.join(",", accounts),
                job);
        Jobs.completeIfSettled(connection, job, now);
    }
}
