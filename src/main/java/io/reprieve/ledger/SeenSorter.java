package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts any number of entries in bounded memory: what does not fit is spilled into runs that do not
 * count. Not thread-safe.
 */
final class SeenSorter {
    private final SeenSizes sizes;
    private final long job;
    private final SeenEntries entries = new SeenEntries();
    private final List<Long> runs = new ArrayList<>();

    /**
     * A sorter.
     *
     * @param job the job that the spilled runs belong to
     */
    SeenSorter(SeenSizes sizes, long job) {
        this.sizes = sizes;
        this.job = job;
    }

    void add(long hi, long lo, long ref) {
        entries.add(hi, lo, ref);
    }

    /** Whether the next {@link #add} needs a {@link #spill} before. */
    boolean isFull() {
        return entries.size() >= sizes.segment();
    }

    boolean isEmpty() {
        return entries.size() == 0 && runs.isEmpty();
    }

    /** Entries in memory. */
    int size() {
        return entries.size();
    }

    /** The runs that were spilled, oldest first. */
    List<Long> runs() {
        return runs;
    }

    /** Moves what is in memory into a run. */
    void spill(Connection writer) throws SQLException {
        if (entries.size() > 0) {
            SeenRun.Writer run = new SeenRun.Writer(writer, sizes, job);
            SeenCursor sorted = entries.sorted();
            while (sorted.advance()) {
                run.add(sorted.hi(), sorted.lo(), sorted.ref());
            }
            run.finish();
            runs.add(run.run());
            entries.clear();
        }
    }

    /** All entries in order; equal keys in the order in which they were added. */
    SeenCursor sorted(Connection reader) {
        List<SeenCursor> cursors = new ArrayList<>();
        runs.forEach(run -> cursors.add(new SeenRun.Reader(reader, run)));
        cursors.add(entries.sorted());
        return SeenCursor.merged(cursors);
    }
}
