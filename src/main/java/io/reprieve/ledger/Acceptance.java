package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part.History;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Row;
import io.reprieve.domain.RowResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Takes one list into the ledger, whole or not at all: rows are stored as they come, and count only
 * once {@link #commit} has returned. Closing it before that, or a crash, leaves nothing behind.
 * Memory does not grow with the list. Not thread-safe; several lists may be accepted at once.
 */
public final class Acceptance implements AutoCloseable {
    /** Most rows of one {@link #add}. */
    public static final int CHUNK = RowId.CHUNK;

    /** Makes the rows of a list due. */
    static final String BEGIN =
            "UPDATE part SET state=CASE WHEN open_until IS NULL THEN ? ELSE 'DOUBT' END,"
                    + " not_before=? WHERE job=?"
                    + " AND state<>'SETTLED' AND +state='ACCEPTING'";

    /** Chunks that are written in one transaction. */
    private static final int GROUP = 16;

    private final Database database;
    private final Clock clock;
    private final DuplicateCheck comparison;
    private final NewJob head;
    private final SeenSizes sizes;
    private final SeenHash hash;
    private final AbandonedJobs unfinished;
    private final Runnable accepted;
    private final long job;
    private final OutcomeCounts tallies = new OutcomeCounts();
    private final TreeSet<String> accounts = new TreeSet<>();
    private final List<RowChunk> waiting = new ArrayList<>();
    private SeenSorter entries;
    private long rows;

    private boolean prepared;
    private String sha256;

    private State state = State.OPEN;

    Acceptance(
            Database database,
            Clock clock,
            SeenSizes sizes,
            SeenHash hash,
            Dedupe dedupe,
            NewJob head,
            AbandonedJobs unfinished,
            Runnable accepted) {
        this.database = database;
        this.clock = clock;
        this.sizes = sizes;
        this.hash = hash;
        this.head = head;
        this.unfinished = unfinished;
        this.accepted = accepted;
        this.job = database.note(this::insertJob);
        // A dry run releases nothing, so nothing that it meets or leaves is a duplicate.
        Dedupe within = head.dryRun() && dedupe == Dedupe.LEDGER ? Dedupe.LIST : dedupe;
        this.comparison = new DuplicateCheck(database, sizes, within, job);
        this.entries = new SeenSorter(sizes, job);
    }

    private enum State {
        OPEN,
        /** A write failed, and with it was lost what the list needs to be whole. */
        BROKEN,
        DONE
    }

    /**
     * Rows as {@link #add} takes them. Thread-safe: whoever reads the list computes what can be
     * computed without the ledger.
     *
     * @param rows 1 to {@value #CHUNK} of them
     */
    public RowChunk chunk(List<Row> rows) {
        return RowChunk.of(rows, hash);
    }

    /**
     * Takes rows.
     *
     * @param chunk rows that follow those of the last call
     * @throws LedgerException when the ledger cannot be written; the list is not accepted then
     */
    public void add(RowChunk chunk) {
        if (prepared) {
            throw new IllegalStateException("The list has ended.");
        }
        waiting.add(chunk);
        rows += chunk.rows().size();
        if (waiting.size() == GROUP) {
            attempt(() -> database.note(this::store));
        }
    }

    /** Rows taken so far. */
    public long rows() {
        return rows;
    }

    /**
     * Makes the job count: repeated ids get their outcome, everything else becomes due. All of it
     * is on the disk when this returns.
     *
     * @return the number of the job
     * @throws LedgerException when the ledger cannot be written; the list is not accepted then
     */
    public long commit() {
        return commit(List.of());
    }

    /**
     * Makes the job count, together with the requests whose rows it has.
     *
     * @param requests none where no answer is asked for
     * @return the number of the job
     * @throws LedgerException when the ledger cannot be written, or one of the requests is in it
     *     already; the list is not accepted then
     */
    public long commit(List<NewRequest> requests) {
        prepare();
        attempt(
                () ->
                        database.write(
                                connection -> {
                                    Requests.insert(connection, job, requests, clock.instant());
                                    return finish(connection);
                                }));
        state = State.DONE;
        entries = null;
        accepted.run();
        return job;
    }

    /**
     * Keeps the list whole, but lets nothing of it be sent until a person says so: see {@link
     * Jobs#approve}. Its ids are not compared with others yet, and hold up none of them. All of it
     * is on the disk when this returns.
     *
     * @param why it is held, in words
     * @return the number of the job
     * @throws LedgerException when the ledger cannot be written; the list is not accepted then
     */
    public long hold(String why) {
        return hold(why, List.of());
    }

    /**
     * Keeps the list as {@link #hold(String)} does, together with the requests whose rows it has.
     *
     * @param why it is held, in words
     * @param requests none where no answer is asked for
     * @return the number of the job
     * @throws LedgerException as there, or when one of the requests is in the ledger already
     */
    public long hold(String why, List<NewRequest> requests) {
        attempt(
                () -> {
                    sha256 = head.sha256().get();
                    return database.write(
                            connection -> {
                                Requests.insert(connection, job, requests, clock.instant());
                                return keep(connection, why);
                            });
                });
        state = State.DONE;
        entries = null;
        return job;
    }

    /** Does whatever can be done before the transaction that makes the job count. */
    void prepare() {
        if (prepared) {
            return;
        }
        attempt(
                () -> {
                    sha256 = head.sha256().get();
                    database.note(this::store);
                    if (!entries.runs().isEmpty()) {
                        siftAhead();
                    }
                    prepared = true;
                    return null;
                });
    }

    /** Forgets the list, unless it was committed. */
    @Override
    public void close() {
        if (state != State.DONE) {
            state = State.DONE;
            entries = null;
            unfinished.forget(job);
        }
    }

    private void attempt(Supplier<?> work) {
        if (state != State.OPEN) {
            throw new IllegalStateException("The list was committed, forgotten, or has failed.");
        }
        state = State.BROKEN;
        work.get();
        state = State.OPEN;
    }

    private long insertJob(Connection connection) throws SQLException {
        return Database.insert(
                connection,
                "INSERT INTO job (id, source, sha256, requested_by, reason, origin, door, reply,"
                        + " dry_run, checks, state, received_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACCEPTING', ?)",
                head.id(),
                head.source(),
                "",
                head.requestedBy(),
                head.reason(),
                head.origin(),
                head.door(),
                head.reply(),
                head.dryRun() ? 1 : 0,
                head.checks() ? 1 : 0,
                head.receivedAt().toEpochMilli());
    }

    private Void store(Connection connection) throws SQLException {
        for (RowChunk chunk : waiting) {
            store(connection, chunk);
        }
        waiting.clear();
        return null;
    }

    private void store(Connection connection, RowChunk chunk) throws SQLException {
        List<Row> rows = chunk.rows();
        long number =
                Database.insert(
                        connection,
                        "INSERT INTO chunk (job, lines, ids) VALUES (?, ?, ?)",
                        job,
                        chunk.lines(),
                        chunk.ids());
        Map<String, List<Integer>> good = new LinkedHashMap<>();
        Map<String, List<Integer>> bad = new LinkedHashMap<>();
        for (int place = 0; place < rows.size(); place++) {
            Row row = rows.get(place);
            boolean isId = row.problem() == null;
            (isId ? good : bad)
                    .computeIfAbsent(row.account(), first -> new ArrayList<>())
                    .add(place);
            if (isId) {
                if (entries.isFull()) {
                    entries.spill(connection);
                }
                entries.add(chunk.hi(place), chunk.lo(place), RowId.of(number, place));
            }
        }
        accounts.addAll(good.keySet());
        accounts.addAll(bad.keySet());
        for (Map.Entry<String, List<Integer>> account : good.entrySet()) {
            insertPart(connection, number, account, PartRow.ACCEPTING, null);
        }
        for (Map.Entry<String, List<Integer>> account : bad.entrySet()) {
            List<RowResult> results =
                    account.getValue().stream().map(place -> invalid(rows.get(place))).toList();
            tallies.add(job, results);
            insertPart(connection, number, account, PartRow.SETTLED, Outcomes.write(results));
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
        PartUpdate piece =
                new PartUpdate(state, places, clock.instant(), History.NEW, null, outcomes);
        PartRow.insert(connection, job, chunk, account.getKey(), head.dryRun(), piece);
    }

    private static RowResult invalid(Row row) {
        return RowResult.of(Outcome.INVALID, row.problem(), ResponseInfo.NONE);
    }

    private void siftAhead() {
        try (Connection reader = database.newReader()) {
            comparison.ahead(reader, entries, clock.instant()).apply(tallies);
        } catch (SQLException e) {
            throw database.failed(e);
        }
    }

    private Void finish(Connection connection) throws SQLException {
        Instant now = clock.instant();
        comparison.finish(connection, entries, now, tallies);
        tallies.store(connection);
        if (!head.dryRun()) {
            index(connection, sizes, entries);
        }
        describe(connection, "RUNNING", null);
        begin(connection, job, head.dryRun() || head.checks(), now);
        return null;
    }

    private Void keep(Connection connection, String why) throws SQLException {
        store(connection);
        for (long run : entries.runs()) {
            SeenRun.drop(connection, run);
        }
        tallies.store(connection);
        describe(connection, "HELD", why);
        return null;
    }

    /** Makes the entries of a list known to all that come later. */
    static void index(Connection connection, SeenSizes sizes, SeenSorter entries)
            throws SQLException {
        if (entries.runs().isEmpty() && entries.size() <= sizes.smallList()) {
            SeenIndex.addRecent(connection, sizes, entries.sorted(connection));
        } else {
            entries.spill(connection);
            SeenIndex.addRuns(connection, sizes, entries.runs());
        }
    }

    private void describe(Connection connection, String state, String heldBecause)
            throws SQLException {
        Database.update(
                connection,
                "UPDATE job SET state=?, held_because=?, rows=?, sha256=?, accounts=?"
                        + " WHERE number=?",
                state,
                heldBecause,
                rows,
                sha256,
                String.join(Jobs.BETWEEN, accounts),
                job);
    }

    /** Makes the rows of a running job due: to be sent, or to be asked for first. */
    static void begin(Connection connection, long job, boolean asksFirst, Instant now)
            throws SQLException {
        Database.update(
                connection,
                BEGIN,
                asksFirst ? PartRow.DOUBT : PartRow.PENDING,
                now.toEpochMilli(),
                job);
        Jobs.completeIfSettled(connection, job, now);
    }
}
