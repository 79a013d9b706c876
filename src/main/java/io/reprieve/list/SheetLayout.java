package io.reprieve.list;

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

    /** Whether one of the rows holds a heading of ids. */
    static boolean isHeaded(List<SheetRow> sample, ColumnFinder finder) {
        return sample.stream().anyMatch(row -> finder.byHeading(row.cells()) != null);
    }

    private static Columns columns(List<List<String>> rows, ColumnFinder finder) {
        List<String> first = rows.get(0);
        int[] used = used(rows);
        if (used.length == 1) {
            return single(used[0], first.get(used[0]), finder);
        }
        int titles = titles(rows, finder);
        List<List<String>> table = rows.subList(titles, rows.size());
        Columns found = table.isEmpty() ? null : finder.byHeading(table.get(0));
        if (found != null) {
            return titles == 0 ? found : Columns.NONE;
        }
        found = finder.byContent(table.isEmpty() ? rows : table);
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

    /** How many rows stand above the headings, or where there are none above the first id. */
    private static int titles(List<List<String>> rows, ColumnFinder finder) {
        int titles = 0;
        while (titles < rows.size()
                && finder.byHeading(rows.get(titles)) == null
                && rows.get(titles).stream().allMatch(SheetLayout::isWithoutId)) {
            titles++;
        }
        return titles;
    }

    private static boolean isWithoutId(String cell) {
        return !ColumnFinder.likeId(cell) && FoundIds.in(cell).certain().isEmpty();
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
                                                                && !TableCells.isBlank(row.get(c))))
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
