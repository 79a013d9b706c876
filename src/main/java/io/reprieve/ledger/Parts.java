package io.reprieve.ledger;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Part;
import io.reprieve.domain.Part.History;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import io.reprieve.domain.Verdict.Settled;
import io.reprieve.ledger.CallBudget.Ticket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The life of a part: {@code PENDING -> CLAIMED -> SENDING -> SETTLED}, with a side way {@code
 * DOUBT -> ASKING}. Claims need not survive a power cut; {@code SENDING} is on the disk before the
 * call, the outcomes are before anything else is done. Thread-safe.
 */
public final class Parts {
    /** When the next part is due. */
    static final String NEXT =
            "SELECT min(not_before) FROM part WHERE state=? AND account=? AND state<>'SETTLED'";

    /** What the last process had claimed, and was asking for. */
    static final List<String> GIVE_BACK =
            List.of(
                    "UPDATE part SET state='PENDING' WHERE state='CLAIMED' AND state<>'SETTLED'",
                    "UPDATE part SET state='DOUBT' WHERE state='ASKING' AND state<>'SETTLED'");

    /** Nothing is sent while a call that held it may still be at work; see {@link History}. */
    private static final String BEGIN =
            "UPDATE part SET state='SENDING', attempts=attempts+1, open_until=NULL,"
                    + " first_tried=coalesce(first_tried, ?)"
                    + " WHERE number=? AND state='CLAIMED' AND coalesce(open_until, 0)<=?";

    /** What the last process was sending. */
    static final String LEFT = "state='SENDING' AND state<>'SETTLED'";

    private final Database database;
    private final Clock clock;
    private final Claims claims;
    private final PendingDuplicates following;

    Parts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.claims = new Claims();
        this.following = new PendingDuplicates(database, clock);
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
        List<Claim> one = claim(account, callSize, Integer.MAX_VALUE, room, clock.instant(), 1);
        return one.isEmpty() ? new Claim(null, List.of()) : one.get(0);
    }

    /**
     * The same for several full calls at once.
     *
     * @param account name of the account
     * @param callSize ids in a full call, at least 1
     * @param largest most ids of parts that travel together; more of them do not any more
     * @param room ids that may still be added to the call being filled, 0 to {@code largest}
     * @param dueBy until when they are due, which may lie ahead
     * @param most most calls
     * @return full calls, or parts to fill one as the last, or nothing
     */
    public List<Claim> claim(
            String account, int callSize, int largest, int room, Instant dueBy, int most) {
        Claims.Sizes sizes = new Claims.Sizes(callSize, largest, room);
        return claim(account, sizes, new Claims.Due(dueBy, clock.instant(), false), most);
    }

    /**
     * The same for one call of rows of which none was ever refused: where everything is refused,
     * they tell most, and must not wait behind those that were.
     */
    public List<Claim> claimFresh(
            String account, int callSize, int largest, int room, Instant dueBy) {
        Claims.Sizes sizes = new Claims.Sizes(callSize, largest, room);
        return claim(account, sizes, new Claims.Due(dueBy, clock.instant(), true), 1);
    }

    private List<Claim> claim(String account, Claims.Sizes sizes, Claims.Due by, int most) {
        return isDue(PartRow.PENDING, account, by.time())
                ? database.note(connection -> claims.next(connection, account, sizes, by, most))
                : List.of();
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
        return isDue(PartRow.DOUBT, account, dueBy)
                ? database.note(connection -> claims.doubt(connection, account, most, dueBy))
                : Optional.empty();
    }

    /**
     * A look that keeps nobody waiting; mostly nothing is in doubt, and a writer waits its turn.
     */
    private boolean isDue(String state, String account, Instant dueBy) {
        return database.read(
                connection ->
                        Database.number(
                                        connection,
                                        Claims.ANY_DUE,
                                        state,
                                        account,
                                        dueBy.toEpochMilli())
                                == 1);
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
                    long pending = Database.number(connection, NEXT, PartRow.PENDING, account);
                    long doubt = Database.number(connection, NEXT, PartRow.DOUBT, account);
                    boolean both = pending != 0 && doubt != 0;
                    long next = both ? Math.min(pending, doubt) : pending + doubt;
                    return next == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
                });
    }

    /**
     * Takes a call out of a budget and writes down that this batch is being sent, both on the disk
     * before it is.
     */
    public Begun begin(Batch batch, CallBudget pace, String budget) {
        return database.write(
                connection -> {
                    Duration delay = pace.delay(connection, budget);
                    if (!delay.isZero()) {
                        return new Begun(null, null, delay);
                    }
                    Batch sent = begin(connection, batch).orElse(null);
                    Ticket ticket = sent == null ? null : pace.book(connection, budget);
                    return new Begun(sent, ticket, Duration.ZERO);
                });
    }

    /**
     * What came of {@link #begin}.
     *
     * @param batch the batch with the attempt counted, without what was cancelled meanwhile; null
     *     where nothing is left of it or the budget is spent
     * @param ticket leave for the call, to be given back to {@link #settle}; null where batch is
     * @param delay how long until the budget has a call again; zero: it had one
     */
    public record Begun(Batch batch, Ticket ticket, Duration delay) {}

    /**
     * Writes down that a call is over, and what followed from its answer.
     *
     * @return numbers of the jobs that this completed
     * @throws IllegalStateException when a part is not under way as it was given out, so that its
     *     rows cannot be told; nothing is written then
     */
    public List<Long> settle(List<Verdict> verdicts, CallBudget pace, Ticket ticket) {
        return settle(
                verdicts,
                connection -> {
                    pace.ended(connection, ticket);
                    return null;
                });
    }

    /**
     * Writes down what followed from asking, or from a restart.
     *
     * @return numbers of the jobs that this completed
     * @throws IllegalStateException when a part is not under way as it was given out, so that its
     *     rows cannot be told; nothing is written then
     */
    public List<Long> settle(List<Verdict> verdicts) {
        return settle(verdicts, connection -> null);
    }

    /**
     * Writes down what was learnt of a part by looking.
     *
     * @param looks calls that were made for it; a dry run, which makes no others, counts them
     * @return numbers of the jobs that this completed
     */
    public List<Long> settle(Verdict verdict, int looks) {
        Part part = verdict.part();
        return settle(
                List.of(verdict),
                connection ->
                        part.dryRun()
                                ? Database.update(
                                        connection,
                                        "UPDATE job SET calls=calls+? WHERE number=?",
                                        looks,
                                        part.job())
                                : 0);
    }

    private List<Long> settle(List<Verdict> verdicts, Database.Work<?> first) {
        // Made before the transaction: others wait for its end.
        List<EncodedVerdict> told = verdicts.stream().map(EncodedVerdict::of).toList();
        List<Long> completed =
                database.write(
                        connection -> {
                            first.in(connection);
                            OutcomeCounts tallies = new OutcomeCounts();
                            Set<Long> jobs = new HashSet<>();
                            for (EncodedVerdict one : told) {
                                settle(connection, one, tallies);
                                jobs.add(one.verdict().part().job());
                            }
                            tallies.store(connection);
                            return Jobs.complete(connection, jobs, clock.instant());
                        });
        following.lookAgain();
        return completed;
    }

    /**
     * What the last process left: claims are due again at once, calls that were under way are
     * returned, because nobody knows what came of them.
     */
    public List<Part> recover() {
        return database.write(
                connection -> {
                    for (String sql : GIVE_BACK) {
                        Database.update(connection, sql);
                    }
                    List<Part> parts = new ArrayList<>();
                    for (PartRow row : PartRow.query(connection, LEFT)) {
                        parts.add(Claims.part(connection, row));
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
    public List<Long> follow() {
        return following.look();
    }

    /** What rows wait for, and looks whether they have it. */
    PendingDuplicates following() {
        return following;
    }

    private Optional<Batch> begin(Connection connection, Batch batch) throws SQLException {
        Instant now = clock.instant();
        List<Part> sent = new ArrayList<>();
        Map<Long, Boolean> jobs = new HashMap<>();
        for (Part part : batch.parts()) {
            int changed =
                    Database.update(
                            connection, BEGIN, now.toEpochMilli(), part.key(), now.toEpochMilli());
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
        return part.with(part.history().begun(now));
    }

    /**
     * A verdict with the text of its outcomes.
     *
     * @param results those of the settled rows, in the order of the part
     * @param indexes where those rows stand in the part
     */
    private record EncodedVerdict(
            Verdict verdict, List<RowResult> results, int[] indexes, String outcomes) {
        private static EncodedVerdict of(Verdict verdict) {
            List<Settled> settled = new ArrayList<>(verdict.settled());
            settled.sort(Comparator.comparingInt(Settled::index));
            List<RowResult> results = settled.stream().map(Settled::result).toList();
            int[] indexes = settled.stream().mapToInt(Settled::index).toArray();
            return new EncodedVerdict(verdict, results, indexes, Outcomes.write(results));
        }
    }

    private void settle(Connection connection, EncodedVerdict told, OutcomeCounts tallies)
            throws SQLException {
        Verdict verdict = told.verdict();
        PartRow row = underWay(connection, verdict.part());
        List<PartUpdate> pieces = new ArrayList<>();
        if (!verdict.settled().isEmpty()) {
            int[] places = Arrays.stream(told.indexes()).map(i -> row.places()[i]).toArray();
            tallies.add(row.job(), told.results());
            pieces.add(
                    PartUpdate.settled(
                            places,
                            clock.instant(),
                            verdict.part().history().open(verdict.openUntil()),
                            told.outcomes()));
        }
        String cancelledBy =
                verdict.carried().isEmpty() ? null : Cancellation.by(connection, row.job());
        for (Carried carried : verdict.carried()) {
            int[] places = carried.indexes().stream().mapToInt(i -> row.places()[i]).toArray();
            boolean unsent = row.dryRun() || row.history().attempts() == 0;
            boolean ends = cancelledBy != null && (carried.next() == Next.SEND || unsent);
            pieces.add(
                    ends
                            ? Cancellation.piece(row, places, cancelledBy, clock.instant(), tallies)
                            : new PartUpdate(
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
}
