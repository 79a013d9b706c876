package io.reprieve.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cells that were joined over several rows: only the uppermost holds something, and a person sees
 * one. Asked row by row, downwards.
 */
final class MergedCells {

    private static final int MAX_CELLS = 200_000;

    private final Map<Integer, Column> columns = new HashMap<>();
    private int count;

    private record Range(int first, int last) {}

    /** The ranges that begin in one column. */
    private static final class Column {
        private final List<Range> ranges = new ArrayList<>();
        private boolean sorted;
        private int next;

        long firstRow(long row) {
            if (!sorted) {
                ranges.sort(Comparator.comparingInt(Range::first));
                sorted = true;
            }
            while (next < ranges.size() && ranges.get(next).last() < row) {
                next++;
            }
            return next < ranges.size() ? Math.min(row, ranges.get(next).first()) : row;
        }
    }

    /** Adds a range as a sheet writes it, {@code A2:A3}. */
    void add(String ref) {
        int colon = ref == null ? -1 : ref.indexOf(':');
        if (colon < 0) {
            return;
        }
        int first = CellAddress.row(ref.substring(0, colon));
        int last = CellAddress.row(ref.substring(colon + 1));
        if (last > first) {
            int column = CellAddress.column(ref.substring(0, colon));
            columns.computeIfAbsent(column, c -> new Column()).ranges.add(new Range(first, last));
            count++;
        }
        if (count > MAX_CELLS) {
            throw Workbooks.tooMuch("more than 200,000 joined cells");
        }
    }

    /**
     * The row in which the cell of that column and row begins: the row itself, or one above with
     * which it was joined. Rows must not go back.
     */
    long firstRow(int column, long row) {
        Column joined = columns.get(column);
        return joined == null ? row : joined.firstRow(row);
    }
}
