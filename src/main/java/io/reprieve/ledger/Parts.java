package io.reprieve.ledger;

import io.reprieve.release.Batch;
import io.reprieve.release.Part;
import io.reprieve.release.Part.History;
import io.reprieve.release.Ruling;
import io.reprieve.release.Verdict;
import io.reprieve.release.Verdict.Carried;
import io.reprieve.release.Verdict.Next;
import io.reprieve.release.Verdict.Settled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The life of a part: {@code PENDING -> CLAIMED -> SENDING -> SETTLED}, with a side way {@code
 * DOUBT -> ASKING}. Claims need not survive a power cut; {@code SENDING} is on the disk before the
 * call, the outcomes are before anything else is done. Thread-safe.
 */
public final class Parts {
    private static final String DUE =
            "state=? AND state<>'SETTLED' AND account=? AND not_before<=?"
                    + " ORDER BY not_before, number LIMIT ?";

    /** Parts that may fill one call together: so many are looked at for one claim. */
    private static final int FILLING = 64;

    /** Waiting parts that are moved in one transaction. */
    private static final int MOVED_AT_ONCE = 16;

    private final Database database;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong(1);
    private long looked;

    Parts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Claims what may travel next for an account: either one full call, or parts to fill one.
     *
     * @param account name of the account
     * @param callSize ids in a full call, at least 1
     * @param room ids that may still be added to the call being filled, 0 to {@code callSize}
     * @return a full call, or parts of at most {@code room} ids together, or nothing
     */
    public Claim claim(String account, int callSize, int room) {
        return claim(account, callSize, room, clock.instant());
    }

    /** The same for what is due by that time, which may lie ahead. */
    public Claim claim(String account, int callSize, int room, Instant dueBy) {
        return database.note(connection -> claim(connection, account, callSize, room, dueBy));
    }

    /**
     * Claims rows whose state must be asked for.
     *
     * @param most most ids
     */
    public Optional<Part> claimDoubt(String account, int most) {
        return claimDoubt(account, most, clock.instant());
    }

    /** The same for what is due by that time, which may lie ahead. */
    public Optional<Part> claimDoubt(String account, int most, Instant dueBy) {
        return database.note(
                connection -> {
                    List<PartRow> due = due(connection, account, PartRow.DOUBT, dueBy, 1);
                    if (due.isEmpty()) {
                        return Optional.empty();
                    }
                    PartRow slice = slice(connection, due.get(0), most, PartRow.ASKING);
                    return Optional.of(part(connection, slice));
                });
    }

    /** Gives claimed parts back as they were, when they were not sent. */
    public void unclaim(List<Part> parts) {
        database.note(
                connection -> {
                    for (Part part : parts) {
                        Database.update(
                                connection,
                                "UPDATE part SET state=CASE state WHEN 'CLAIMED' THEN 'PENDING'"
                                        + " ELSE 'DOUBT' END"
                                        + " WHERE number=? AND state IN ('CLAIMED', 'ASKING')",
                                part.key());
                    }
                    return null;
                });
    }

    /** When the next part of that account is due that nobody has claimed; empty: none waits. */
    public Optional<Instant> nextDue(String account) {
        return database.read(
                connection -> {
                    String sql =
                            "SELECT min(not_before) FROM part WHERE state=? AND account=?"
                                    + " AND state<>'SETTLED'";
                    long pending = Database.number(connection, sql, PartRow.PENDING, account);
                    long doubt = Database.number(connection, sql, PartRow.DOUBT, account);
                    boolean both = pending != 0 && doubt != 0;
                    long next = both ? Math.min(pending, doubt) : pending + doubt;
                    return next == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
                });
    }

    /**
     * Writes down that this batch is being sent, before it is.
     *
     * @return the batch with the attempt counted, without what was cancelled meanwhile; empty where
     *     nothing is left of it
     */
    public Optional<Batch> begin(Batch batch) {
        return database.write(connection -> begin(connection, batch));
    }

    /**
     * Writes down what followed from an answer.
     *
     * @return numbers of the jobs that this completed
     * @throws IllegalStateException when a part is not under way as it was given out, so that its
     *     rows cannot be told; nothing is written then
     */
    public List<Long> settle(List<Verdict> verdicts) {
        List<Long> completed =
                database.write(
                        connection -> {
                            Tallies tallies = new Tallies();
                            Set<Long> jobs = new HashSet<>();
                            for (Verdict verdict : verdicts) {
                                settle(connection, verdict, tallies);
                                jobs.add(verdict.part().job());
                            }
                            tallies.store(connection);
                            return completed(connection, jobs);
                        });
        lookAgain();
        return completed;
    }

    /**
     * What the last process left: claims are due again at once, calls that were under way are
     * returned, because nobody knows what came of them.
     */
    public List<Part> recover() {
        return database.write(
                connection -> {
                    Database.update(
                            connection,
                            "UPDATE part SET state='PENDING' WHERE state='CLAIMED'"
                                    + " AND state<>'SETTLED'");
                    Database.update(
                            connection,
                            "UPDATE part SET state='DOUBT' WHERE state='ASKING'"
                                    + " AND state<>'SETTLED'");
                    List<Part> parts = new ArrayList<>();
                    String left = "state='SENDING' AND state<>'SETTLED'";
                    for (PartRow row : PartRow.query(connection, left)) {
                        parts.add(part(connection, row));
                    }
                    return parts;
                });
    }

    /**
     * Looks again at rows that wait for the same ids in an earlier job, where anything has changed
     * since the last look. Looking keeps nobody from writing.
     *
     * @return numbers of the jobs that this completed
     */
    public synchronized List<Long> follow() {
        List<Long> completed = new ArrayList<>();
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
        // Those of a list that is still being accepted are not to be touched.
        String sql =
                "SELECT number FROM part WHERE state='FOLLOWING' AND state<>'SETTLED' AND job IN"
                        + " (SELECT number FROM job WHERE state='RUNNING' AND reported_at IS NULL)"
                        + " ORDER BY chunk";
        List<Long> waiting = database.read(connection -> numbers(connection, sql));
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

    private static List<Long> numbers(Connection connection, String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private List<Long> move(Connection connection, List<Long> waiting) throws SQLException {
        Tallies tallies = new Tallies();
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
        return completed(connection, jobs);
    }

    private Claim claim(
            Connection connection, String account, int callSize, int room, Instant dueBy)
            throws SQLException {
        List<PartRow> first = due(connection, account, PartRow.PENDING, dueBy, 1);
        if (first.isEmpty()) {
            return new Claim(null, List.of());
        }
        if (fillsCall(first.get(0), callSize)) {
            return new Claim(fullCall(connection, first.get(0), callSize), List.of());
        }
        List<Part> filling = new ArrayList<>();
        int left = room;
        for (PartRow row : due(connection, account, PartRow.PENDING, dueBy, FILLING)) {
            if (left == 0 || fillsCall(row, callSize)) {
                break;
            }
            PartRow slice = slice(connection, row, left, PartRow.CLAIMED);
            left -= slice.places().length;
            filling.add(part(connection, slice));
        }
        return new Claim(null, filling);
    }

    private static boolean fillsCall(PartRow row, int callSize) {
        return row.group() != null || row.places().length >= callSize;
    }

    private Batch fullCall(Connection connection, PartRow row, int callSize) throws SQLException {
        if (row.group() == null) {
            return Batch.of(part(connection, slice(connection, row, callSize, PartRow.CLAIMED)));
        }
        List<Part> parts = new ArrayList<>();
        String group = "call_group=? AND +state='PENDING' AND +account=? ORDER BY number";
        for (PartRow member : PartRow.query(connection, group, row.group(), row.account())) {
            parts.add(part(connection, slice(connection, member, Ref.CHUNK, PartRow.CLAIMED)));
        }
        return new Batch(row.account(), parts);
    }

    private static List<PartRow> due(
            Connection connection, String account, String state, Instant dueBy, int most)
            throws SQLException {
        return PartRow.query(connection, DUE, state, account, dueBy.toEpochMilli(), most);
    }

    /** Takes the first rows of a part into that state; what is left stays as it is. */
    private static PartRow slice(Connection connection, PartRow row, int most, String state)
            throws SQLException {
        int[] places = row.places();
        int size = Math.min(places.length, most);
        int[] taken = java.util.Arrays.copyOf(places, size);
        int[] rest = java.util.Arrays.copyOfRange(places, size, places.length);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(same(row, state, taken));
        if (rest.length > 0) {
            pieces.add(same(row, row.state(), rest));
        }
        row.replace(connection, pieces);
        return new PartRow(
                row.number(),
                row.job(),
                row.chunk(),
                row.account(),
                state,
                taken,
                row.notBefore(),
                row.history(),
                row.group(),
                row.dryRun(),
                null,
                null);
    }

    private static Piece same(PartRow row, String state, int[] places) {
        return new Piece(state, places, row.notBefore(), row.history(), row.group(), null);
    }

    private static Part part(Connection connection, PartRow row) throws SQLException {
        return new Part(
                row.number(),
                row.job(),
                row.account(),
                ChunkIds.read(connection, row.chunk()).at(row.places()),
                row.history(),
                row.group(),
                row.dryRun());
    }

    private Optional<Batch> begin(Connection connection, Batch batch) throws SQLException {
        Instant now = clock.instant();
        List<Part> sent = new ArrayList<>();
        Map<Long, Boolean> jobs = new HashMap<>();
        for (Part part : batch.parts()) {
            int changed =
                    Database.update(
                            connection,
                            "UPDATE part SET state='SENDING', attempts=attempts+1,"
                                    + " first_tried=coalesce(first_tried, ?)"
                                    + " WHERE number=? AND state='CLAIMED'",
                            now.toEpochMilli(),
                            part.key());
            if (changed == 1) {
                sent.add(attempted(part, now));
                jobs.merge(part.job(), part.history().attempts() > 0, Boolean::logicalAnd);
            } else if (Cancellation.by(connection, part.job()) == null) {
                throw new IllegalStateException("Part " + part.key() + " is not claimed.");
            }
        }
        for (Map.Entry<Long, Boolean> job : jobs.entrySet()) {
            Database.update(
                    connection,
                    "UPDATE job SET calls=calls+1, retries=retries+? WHERE number=?",
                    job.getValue() ? 1 : 0,
                    job.getKey());
        }
        return sent.isEmpty() ? Optional.empty() : Optional.of(new Batch(batch.account(), sent));
    }

    private static Part attempted(Part part, Instant now) {
        History was = part.history();
        History is =
                new History(
                        was.attempts() + 1,
                        was.failures(),
                        was.waits(),
                        was.firstTried() == null ? now : was.firstTried(),
                        was.refused(),
                        was.otherFormTried());
        return new Part(
                part.key(),
                part.job(),
                part.account(),
                part.ids(),
                is,
                part.group(),
                part.dryRun());
    }

    private void settle(Connection connection, Verdict verdict, Tallies tallies)
            throws SQLException {
        PartRow row = underWay(connection, verdict.part());
        List<Piece> pieces = new ArrayList<>();
        if (!verdict.settled().isEmpty()) {
            List<Settled> settled = new ArrayList<>(verdict.settled());
            settled.sort(Comparator.comparingInt(Settled::index));
            int[] places = settled.stream().mapToInt(one -> row.places()[one.index()]).toArray();
            List<Ruling> rulings = settled.stream().map(Settled::ruling).toList();
            tallies.add(row.job(), rulings);
            pieces.add(
                    Piece.settled(
                            places,
                            clock.instant(),
                            verdict.part().history(),
                            Outcomes.write(rulings)));
        }
        String cancelledBy =
                verdict.carried().isEmpty() ? null : Cancellation.by(connection, row.job());
        for (Carried carried : verdict.carried()) {
            int[] places = carried.indexes().stream().mapToInt(i -> row.places()[i]).toArray();
            boolean ends = cancelledBy != null && (carried.next() == Next.SEND || row.dryRun());
            pieces.add(
                    ends
                            ? Cancellation.piece(row, places, cancelledBy, clock.instant(), tallies)
                            : new Piece(
                                    carried.next() == Next.SEND ? PartRow.PENDING : PartRow.DOUBT,
                                    places,
                                    carried.notBefore(),
                                    carried.history(),
                                    carried.group(),
                                    null));
        }
        row.replace(connection, pieces);
    }

    private static PartRow underWay(Connection connection, Part part) throws SQLException {
        String where = "number=? AND state IN ('SENDING', 'ASKING')";
        for (PartRow row : PartRow.query(connection, where, part.key())) {
            if (row.places().length == part.size()) {
                return row;
            }
        }
        throw new IllegalStateException("Part " + part.key() + " is not under way as it was.");
    }

    private List<Long> completed(Connection connection, Set<Long> jobs) throws SQLException {
        List<Long> completed = new ArrayList<>();
        for (long job : jobs) {
            if (Jobs.completeIfSettled(connection, job, clock.instant())) {
                completed.add(job);
            }
        }
        return completed;
    }

    /** The ids of a chunk. */
    private record ChunkIds(String[] ids) {
        static ChunkIds read(Connection connection, long chunk) throws SQLException {
            try (PreparedStatement statement =
                            Database.prepare(
                                    connection, "SELECT ids FROM chunk WHERE number=?", chunk);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new ChunkIds(rows.getString(1).split("\n", -1));
            }
        }

        List<String> at(int[] places) {
            List<String> some = new ArrayList<>(places.length);
            for (int place : places) {
                some.add(ids[place]);
            }
            return some;
        }
    }
}
