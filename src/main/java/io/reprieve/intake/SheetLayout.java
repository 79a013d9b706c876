package io.reprieve.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a sheet is laid out.
 *
 * @param skippedRows number of the last row before the first that counts; 0 for none
 * @param columns which columns matter
 */
record SheetLayout(long skippedRows, Columns columns) {

    static final SheetLayout NONE = new SheetLayout(0, Columns.single(false, 0));

    /**
     * Decides on a sheet's first rows, of which none is blank.
     *
     * @throws UnreadableListException when no column holds ids
     */
    static SheetLayout of(List<SheetRow> sample, ColumnFinder finder) {
        List<SheetRow> rows = new ArrayList<>(sample);
        long skipped = 0;
        while (!rows.isEmpty() && rows.get(0).isComment()) {
            skipped = rows.remove(0).number();
        }
        return rows.isEmpty()
                ? new SheetLayout(skipped, NONE.columns())
                : new SheetLayout(
                        skipped, columns(rows.stream().map(SheetRow::cells).toList(), finder));
    }

    private static Columns columns(List<List<String>> rows, ColumnFinder finder) {
        List<String> first = rows.get(0);
        int[] used = used(rows);
        if (used.length == 1) {
            return single(used[0], first.get(used[0]), finder);
        }
        Columns found = finder.byHeading(first);
        found = found == null ? finder.byContent(rows) : found;
        if (found == null) {
            throw finder.noColumn(first);
        }
        boolean guessed = !found.header() && !finder.byNumber();
        for (List<String> row : rows) {
            if (guessed && ColumnFinder.severalIds(row)) {
                throw NoColumn.several(List.of(), ColumnFinder.columnsOfIds(row));
            }
        }
        return found;
    }

    private static int[] used(List<List<String>> rows) {
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, width)
                .filter(
                        c ->
                                rows.stream()
                                        .anyMatch(
                                                row ->
                                                        c < row.size()
                                                                && !Cells.isBlank(row.get(c))))
                .toArray();
    }

    private static Columns single(int column, String first, ColumnFinder finder) {
        boolean header = finder.isIdHeading(first);
        boolean otherHeading = Headings.rank(first) != Headings.NONE || Headings.isMessageId(first);
        if (!finder.allowsSingle(column) || (!header && otherHeading)) {
            throw finder.noColumn(List.of(first));
        }
        return Columns.single(header, column);
    }
}
