package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.SettledRow;
import io.reprieve.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The books: every list, every id, every call. All that a restart needs is here. Thread-safe;
 * several processes may have the same ledger open, but only one of them may dispatch (see {@link
 * DataFolderLock}).
 */
public final class Ledger implements AutoCloseable {
    /** Name of the ledger's file in its folder. */
    public static final String FILE = "reprieve.db";

    private final Database database;
    private final Clock clock;
    private final Jobs jobs;
    private final Parts parts;
    private final AccountStates accounts;
    private final Deliveries deliveries;
    private final Requests requests;
    private final SeenSizes sizes;
    private final SeenHash hash;
    private final SeenCompaction compaction;
    private final AbandonedJobs unfinished;

    private Ledger(Database database, Clock clock, SeenSizes sizes) {
        this.database = database;
        this.clock = clock;
        this.jobs = new Jobs(database, clock);
        this.parts = new Parts(database, clock);
        this.accounts = new AccountStates(database);
        this.deliveries = new Deliveries(database, clock);
        this.requests = new Requests(database, clock);
        this.sizes = sizes;
        this.hash = database.read(SeenHash::of);
        this.compaction = new SeenCompaction(sizes);
        this.unfinished = new AbandonedJobs(database);
    }

    /**
     * Opens a ledger, and makes it where there is none.
     *
     * @param folder the ledger's folder
     * @param clock now
     * @throws LedgerException when it cannot be opened, is damaged, or was written by a newer
     *     version; it is left as it is
     */
    public static Ledger open(Path folder, Clock clock) {
        return open(folder, clock, SeenSizes.USUAL);
    }

    /**
     * Whether a ledger that may not be open knows a job; changes nothing.
     *
     * @param file the ledger's file, {@link #FILE} in its folder
     * @param job its id
     * @return true as well where that cannot be told, since the file is damaged or no ledger
     */
    public static boolean knows(Path file, String job) {
        return IntegrityCheck.knows(file, job);
    }

    static Ledger open(Path folder, Clock clock, SeenSizes sizes) {
        Path file = folder.resolve(FILE);
        try {
            PrivateFiles.makeFolder(folder);
        } catch (IOException e) {
            throw new LedgerException(
                    file,
                    "The ledger's folder cannot be made: "
                            + e.getMessage()
                            + ". Check permissions.",
                    e);
        }
        Database database = Database.open(file);
        try {
            return new Ledger(database, clock, sizes);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Begins to take a list in.
     *
     * @param job what is known of it
     * @param dedupe which repeated ids are not sent again
     */
    public Acceptance accept(NewJob job, Dedupe dedupe) {
        unfinished.forgetLeft();
        return new Acceptance(
                database,
                clock,
                sizes,
                hash,
                dedupe,
                job,
                unfinished,
                parts.following()::lookAgain);
    }

    /**
     * Makes the rows of held jobs due that a person has let go; they are compared now with all that
     * came meanwhile. All or nothing of each, so that a crash loses nothing.
     *
     * @param dedupe which repeated ids are not sent again
     * @return the jobs, as they are now
     */
    public List<Job> letGo(Dedupe dedupe) {
        List<Job> gone = new ArrayList<>();
        for (Job held : jobs.held()) {
            if (held.approvedBy() != null
                    && new Approval(database, held, dedupe, sizes, hash, clock.instant())
                            .carryOut()) {
                parts.following().lookAgain();
                jobs.get(held.number()).ifPresent(gone::add);
            }
        }
        return gone;
    }

    /** Given after each commit. */
    public CommitSignal commits() {
        return database.commits();
    }

    /** Jobs and their numbers. */
    public Jobs jobs() {
        return jobs;
    }

    /** The life of parts. */
    public Parts parts() {
        return parts;
    }

    /** What is still to be brought out. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** What saved searches have handed on. */
    public SearchHistory handed() {
        return new SearchHistory(database, clock);
    }

    /** Messages that asked, and what they wait for. */
    public Requests requests() {
        return requests;
    }

    /** What is remembered of each account. */
    public AccountStates accounts() {
        return accounts;
    }

    /**
     * A pace over this ledger's log of calls.
     *
     * @param requests calls of the whole budget in a window
     * @param usable calls of it that may be used, at least 1
     * @param window its length
     */
    public CallBudget pace(int requests, int usable, Duration window) {
        return new CallBudget(database, clock, requests, usable, window);
    }

    /** The rows of a job in the list's order, as far as they are settled; the caller closes it. */
    public SettledRows rows(long job) {
        return new SettledRows(database, job);
    }

    /**
     * Forgets lists that were being accepted when the last process ended; they lie where they lay.
     * Calls that were under way then count as ended now. Where the clock was set back since, what
     * waits is brought back with it. For the process that has the {@link DataFolderLock}, before it
     * accepts anything.
     */
    public void forgetUnfinished() {
        unfinished.forgetAll();
        database.write(connection -> ClockSetBack.mend(connection, clock.millis()));
        database.note(
                connection -> {
                    CallBudget.endLeft(connection, clock.millis());
                    return null;
                });
    }

    /**
     * Puts the index of seen ids in order, a short step. For the process that has the {@link
     * DataFolderLock}.
     *
     * @return whether there may be more to do
     */
    public boolean tidy() {
        return database.note(compaction::step);
    }

    /**
     * Reads all of the ledger's file. Opening looks at a large one only where it is needed first.
     *
     * @throws LedgerException where it is damaged
     */
    public void checkWhole() {
        database.checkWhole();
    }

    /**
     * Where an id stands.
     *
     * @return jobs that hold the id, newest first; the newest is always there, older ones only as
     *     long as the index keeps them apart
     */
    public List<Found> find(String account, String id) {
        return database.read(
                connection -> {
                    List<Found> found = new ArrayList<>();
                    for (long ref : SeenIndex.all(connection, new SeenKey(hash).of(account, id))) {
                        Found.at(connection, ref, id).ifPresent(found::add);
                    }
                    for (long ref : HeldRows.find(connection, id)) {
                        Found.at(connection, ref, id)
                                .filter(held -> held.account().equals(account))
                                .ifPresent(found::add);
                    }
                    return found;
                });
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * Where an id stands in one job.
     *
     * @param job the job's id
     * @param line line in its list
     * @param account name of the account it stands there for
     * @param state the state of its part; {@code HELD} where its list waits for a person
     * @param row the row with its final word, or null while it has none
     */
    public record Found(String job, long line, String account, String state, SettledRow row) {
        private static Optional<Found> at(java.sql.Connection connection, long ref, String id)
                throws SQLException {
            for (PartRow part : PartRow.query(connection, "chunk=?", RowId.chunk(ref))) {
                for (int i = 0; i < part.places().length; i++) {
                    if (part.places()[i] == RowId.place(ref)) {
                        return Optional.of(at(connection, ref, id, part, i));
                    }
                }
            }
            return Optional.empty();
        }

        private static Found at(
                java.sql.Connection connection, long ref, String id, PartRow part, int index)
                throws SQLException {
            long line = new RowStates(connection).line(ref);
            String job = Database.text(connection, "SELECT id FROM job WHERE number=?", part.job());
            SettledRow row = null;
            if (PartRow.SETTLED.equals(part.state())) {
                row =
                        new SettledRow(
                                line,
                                id,
                                part.account(),
                                Outcomes.read(part.outcomes(), part.places().length)[index],
                                part.history().attempts(),
                                part.settledAt());
            }
            boolean held = PartRow.ACCEPTING.equals(part.state());
            String state = held ? "HELD" : part.state();
            return new Found(job, line, part.account(), state, row);
        }
    }
}
