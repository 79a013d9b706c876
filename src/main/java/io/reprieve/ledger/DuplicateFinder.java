package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import io.reprieve.ledger.RowStates.Meeting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a list being accepted whose ids were seen before. They are looked into in order of
 * the earlier rows, and told apart in order of their own; both times sorted in bounded memory, so
 * that a list of nothing but repeats needs no more memory than any other. Not thread-safe.
 */
final class DuplicateFinder {
    private static final int LIST = 1;

    private static final int LEDGER = 0;

    /** Refs are below 2^45; as a key they leave the low bits to the sorter. */
    private static final int SHIFT = 18;

    /** Chunks that are told apart in one transaction. */
    private static final int GROUP = 16;

    private final Connection reader;
    private final Writes writes;
    private final Splitter splitter;
    private final SeenSorter byEarlier;
    private final SeenSorter byOwn;
    private final List<Meeting> meetings = new ArrayList<>();
    private final Map<Meeting, Long> numbers = new HashMap<>();

    /**
     * No repeats so far.
     *
     * @param reader sees what {@code writes} has written
     * @param job the job being accepted
     */
    DuplicateFinder(Connection reader, Writes writes, SeenSizes sizes, long job, Instant now) {
        this.reader = reader;
        this.writes = writes;
        this.splitter = new Splitter(job, now);
        this.byEarlier = new SeenSorter(sizes, job);
        this.byOwn = new SeenSorter(sizes, job);
    }

    /** Runs work that writes in a transaction. */
    interface Writes {
        <T> T run(Database.Work<T> work) throws SQLException;
    }

    /**
     * Compares the list's keys with each other and with what is known.
     *
     * @param own the list's entries in order
     * @param known what is known of other lists, or null where that does not matter
     */
    void sift(SeenCursor own, SeenLookup known, Dedupe dedupe) throws SQLException {
        boolean more = own.advance();
        while (more) {
            long hi = own.hi();
            long lo = own.lo();
            long ref = own.ref();
            while ((more = own.advance()) && own.isAt(hi, lo)) {
                if (dedupe != Dedupe.OFF) {
                    keep(ref, own.ref(), LIST);
                }
            }
            long earlier = known == null ? -1 : known.find(hi, lo);
            if (earlier >= 0) {
                keep(earlier, ref, LEDGER);
            }
        }
    }

    /**
     * Compares what other lists have added since the list's keys were compared with all that was
     * known then.
     *
     * @param own what the list has itself
     */
    void siftLater(SeenCursor later, SeenLookup own) throws SQLException {
        while (later.advance()) {
            long ref = own.find(later.hi(), later.lo());
            if (ref >= 0) {
                keep(later.ref(), ref, LEDGER);
            }
        }
    }

    /** Gives every repeat its outcome, and adds to the tallies what that settles. */
    void apply(OutcomeCounts tallies) throws SQLException {
        look();
        split(reader, writes, tallies);
    }

    private void keep(long earlier, long own, int kind) throws SQLException {
        add(byEarlier, earlier, own, kind);
    }

    private void add(SeenSorter sorter, long ref, long other, long code) throws SQLException {
        if (sorter.isFull()) {
            writes.run(
                    connection -> {
                        sorter.spill(connection);
                        return null;
                    });
        }
        sorter.add(ref << SHIFT, other, code);
    }

    /** Finds every repeat's outcome; {@link #split} gives it. */
    void look() throws SQLException {
        if (byEarlier.isEmpty()) {
            return;
        }
        RowStates states = new RowStates(reader);
        SeenCursor sorted = byEarlier.sorted(reader);
        while (sorted.advance()) {
            long earlier = sorted.hi() >> SHIFT;
            if (sorted.ref() == LIST) {
                // Told by the line alone: remembering each one's words could fill the memory.
                add(byOwn, sorted.lo(), earlier, -states.line(earlier));
            } else {
                add(byOwn, sorted.lo(), earlier, number(states.meet(earlier)));
            }
        }
    }

    private long number(Meeting meeting) {
        return numbers.computeIfAbsent(
                meeting,
                first -> {
                    meetings.add(first);
                    return meetings.size() - 1L;
                });
    }

    private Meeting meeting(long code) {
        return code < 0
                ? Meeting.duplicate("the same id stands in line " + -code)
                : meetings.get((int) code);
    }

    /**
     * Gives every repeat the outcome that was found for it, and adds to the tallies what that
     * settles.
     *
     * @param sees a connection that sees what was written so far
     */
    void split(Connection sees, Writes target, OutcomeCounts tallies) throws SQLException {
        if (byOwn.isEmpty()) {
            return;
        }
        List<Splitter.Chunk> group = new ArrayList<>();
        SeenCursor sorted = byOwn.sorted(sees);
        while (sorted.advance()) {
            long own = sorted.hi() >> SHIFT;
            boolean isNext = group.isEmpty() || last(group).number() != RowId.chunk(own);
            if (isNext) {
                if (group.size() == GROUP) {
                    write(group, target, tallies);
                }
                group.add(new Splitter.Chunk(RowId.chunk(own)));
            }
            last(group).set(RowId.place(own), sorted.lo(), meeting(sorted.ref()));
        }
        write(group, target, tallies);
    }

    private static Splitter.Chunk last(List<Splitter.Chunk> group) {
        return group.get(group.size() - 1);
    }

    private void write(List<Splitter.Chunk> group, Writes target, OutcomeCounts tallies)
            throws SQLException {
        target.run(
                connection -> {
                    for (Splitter.Chunk chunk : group) {
                        splitter.split(connection, chunk, tallies);
                    }
                    return null;
                });
        group.clear();
    }
}
