package io.reprieve.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides how a text is laid out, on its first rows. Headings are the strongest sign, then lines
 * that are one id each, then columns with ids. What shows none of these is refused when it looks
 * like a table without ids or like a letter, and else taken line by line.
 */
final class LayoutFinder {

    private final TextSample sample;
    private final ColumnFinder columns;
    private final List<String> lines;
    private final Shapes shapes;
    private final List<Candidate> tables = new ArrayList<>();

    private record Candidate(char separator, List<List<String>> rows) {

        List<String> first() {
            return rows.get(0);
        }

        /** Number of headings in the first row that has some, with no id above it; 0 without. */
        int headingWidth(ColumnFinder columns) {
            for (List<String> row : columns.byNumber() ? rows.subList(0, 1) : rows) {
                if (holdsId(row)) {
                    return 0;
                }
                if (row.size() > 1 && columns.byHeading(row) != null) {
                    return row.size();
                }
            }
            return 0;
        }

        private static boolean holdsId(List<String> row) {
            return row.stream()
                    .anyMatch(
                            cell ->
                                    ColumnFinder.likeId(cell)
                                            || !FoundIds.in(cell).certain().isEmpty());
        }

        boolean firstIsHeading(ColumnFinder columns) {
            return first().size() > 1 && columns.byHeading(first()) != null;
        }

        /** The columns that hold ids of different messages in some row. */
        List<Integer> columnsOfIds() {
            Set<Integer> found = new TreeSet<>();
            for (List<String> row : rows) {
                found.addAll(ColumnFinder.columnsOfIds(row));
            }
            return List.copyOf(found);
        }

        /** Whether other cells than those of the found column hold ids that are not in it. */
        boolean hidesIds(Columns found) {
            for (List<String> row : rows) {
                List<String> own = new ArrayList<>();
                List<String> others = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    FoundIds ids = FoundIds.in(row.get(i));
                    List<String> into = found.positionOf(i) >= 0 ? own : others;
                    into.addAll(ids.certain());
                    if (!ColumnFinder.likeId(row.get(i))) {
                        ids.weak().stream().filter(IdShape::isLikelyPostfix).forEach(into::add);
                    }
                }
                others.removeAll(own);
                if (!others.isEmpty() && !isIds(row)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isIds(List<String> row) {
            return row.stream().allMatch(c -> TableCells.isBlank(c) || ColumnFinder.likeId(c));
        }

        boolean mostAreParted() {
            return rows.stream().filter(row -> row.size() > 1).count() * 2 >= rows.size();
        }

        /** Whether nearly all rows have the same number of cells. */
        boolean isRegular() {
            Map<Integer, Integer> sizes = new HashMap<>();
            rows.forEach(row -> sizes.merge(row.size(), 1, Integer::sum));
            int most = sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            return mostAreParted() && most * 5 >= rows.size() * 4;
        }

        boolean isIdsOnly() {
            return rows.stream().allMatch(Candidate::isIds);
        }
    }

    LayoutFinder(TextSample sample, ColumnFinder columns, Shapes shapes) {
        this.sample = sample;
        this.shapes = shapes;
        this.columns = columns;
        this.lines = sample.lines();
        for (char separator : sample.separators().toCharArray()) {
            List<List<String>> rows = sample.rows(separator);
            if (rows.stream().anyMatch(row -> row.size() > 1)) {
                tables.add(new Candidate(separator, rows));
            }
        }
    }

    /**
     * The layout.
     *
     * @throws UnreadableListException for a table without a usable column, and for a letter
     */
    TextLayout find() {
        Candidate headed = byHeading();
        if (headed != null) {
            return table(
                    headed,
                    headed.firstIsHeading(columns)
                            ? columns.byHeading(headed.first())
                            : Columns.NONE);
        }
        if (lines.isEmpty() && sample.isOneLongLine()) {
            // Its headings are longer than what is looked at; they show when they are read.
            return table(new Candidate(sample.commonSeparator(), List.of()), Columns.NONE);
        }
        if (lines.isEmpty() || mostLinesAreOneCell()) {
            return plain();
        }
        TextLayout byContent = byContent();
        if (byContent != null) {
            return byContent;
        }
        if (!holdsIds()) {
            refuse();
            return plain();
        }
        TextLayout byIds = byIds();
        return byIds == null ? plain() : byIds;
    }

    /** A table whose headings are not known, and one of whose columns holds the ids. */
    private TextLayout byIds() {
        refuseUnclear();
        for (Candidate table : tables) {
            List<Integer> ids = table.columnsOfIds();
            boolean headed =
                    table.isRegular()
                            && table.rows().size() > 1
                            && !Candidate.holdsId(table.first());
            if (headed && ids.size() == 1 && !columns.isSet()) {
                return table(table, columns.at(ids.get(0), table.first()));
            }
        }
        return null;
    }

    /** Whether ids of a known shape stand somewhere in the lines, whatever stands around them. */
    private boolean holdsIds() {
        return shapes != Shapes.UNKNOWN
                || lines.stream().map(FoundIds::in).anyMatch(LayoutFinder::isMeant);
    }

    private static boolean isMeant(FoundIds found) {
        return !found.isEmpty()
                && (found.only() || found.weak().stream().anyMatch(IdShape::isLikelyPostfix));
    }

    /** A table whose headings do not say which of its columns holds the ids. */
    private void refuseUnclear() {
        for (Candidate table : tables) {
            if (table.isRegular() && table.rows().size() > 1) {
                List<Integer> ids = table.columnsOfIds();
                if (ids.size() > 1 && !table.isIdsOnly()) {
                    throw NoColumn.several(table.first(), ids);
                }
                if (shapes != Shapes.INVESTIGATE && !columns.holdsId(table.first())) {
                    throw columns.noColumn(table.first());
                }
            }
        }
    }

    private Candidate byHeading() {
        Candidate best = null;
        for (Candidate table : tables) {
            int width = table.headingWidth(columns);
            if (width > 1 && (best == null || width > best.headingWidth(columns))) {
                best = table;
            }
        }
        return best;
    }

    private boolean mostLinesAreOneCell() {
        List<String> cells = isHeading(lines.get(0)) ? lines.subList(1, lines.size()) : lines;
        long single = cells.stream().filter(LayoutFinder::isOneCell).count();
        return single * 2 > cells.size() || cells.isEmpty();
    }

    private boolean isHeading(String line) {
        return columns.isIdHeading(line)
                || Headings.rank(line) != Headings.NONE
                || Headings.isMessageId(line);
    }

    /** Whether a line is one cell with or instead of an id, and not a row of several. */
    private static boolean isOneCell(String line) {
        String bare = Quotes.strip(line);
        return MessageIds.judge(bare).problem() == null
                || MessageIds.isDamaged(bare)
                || TextShapes.likeMessageIdHeader(bare);
    }

    private TextLayout plain() {
        String first = lines.isEmpty() ? "" : lines.get(0);
        boolean header = columns.isIdHeading(first);
        boolean otherHeading = !header && isHeading(first);
        Columns blanks = columns.byHeading(List.of(first.split(" {2,}|\t")));
        if (blanks != null && blanks.account() >= 0) {
            throw new UnreadableListException(
                    "The columns of this table are parted by blanks, so that the account of each row"
                            + " cannot be told. Export it as CSV and send that.");
        }
        if (otherHeading || !columns.allowsSingle(0)) {
            throw columns.noColumn(List.of(first));
        }
        return new TextLayout((char) 0, sample.skippedLines(), false, Columns.single(header, 0));
    }

    private TextLayout byContent() {
        Candidate best = null;
        Columns found = null;
        for (Candidate table : tables) {
            Columns its = table.mostAreParted() ? columnsOf(table) : null;
            if (its != null && (best == null || table.first().size() > best.first().size())) {
                best = table;
                found = its;
            }
        }
        if (best == null || (!columns.isSet() && best.hidesIds(found))) {
            return null;
        }
        if (!columns.byNumber()
                && !found.header()
                && best.rows().stream().anyMatch(ColumnFinder::severalIds)) {
            if (best.isIdsOnly()) {
                return plain();
            }
            throw NoColumn.several(List.of(), best.columnsOfIds());
        }
        return table(best, found);
    }

    private Columns columnsOf(Candidate table) {
        Columns byHeading = columns.byHeading(table.first());
        return byHeading != null ? byHeading : columns.byContent(table.rows());
    }

    private TextLayout table(Candidate table, Columns found) {
        return new TextLayout(
                table.separator(),
                sample.skippedLines(),
                sample.hasBlankBeforeQuote(table.separator()),
                found);
    }

    private void refuse() {
        for (Candidate table : tables) {
            if (table.first().stream().anyMatch(Headings::isMessageId) || table.isRegular()) {
                throw columns.noColumn(widest().first());
            }
        }
        if (isProse()) {
            throw new UnreadableListException(
                    (sample.isWhole() ? "This reads" : "The first 64 KiB read")
                            + " like a letter or other running text, not like a list. Send one id a line, or a table"
                            + " with the column ID of the investigation page.");
        }
        if (tables.stream().anyMatch(Candidate::mostAreParted)) {
            throw columns.noColumn(widest().first());
        }
    }

    private Candidate widest() {
        Candidate widest = tables.get(0);
        for (Candidate table : tables) {
            widest = table.first().size() > widest.first().size() ? table : widest;
        }
        return widest;
    }

    private boolean isProse() {
        long words =
                lines.stream()
                        .filter(line -> line.indexOf(' ') > 0 && !TextShapes.likeSeveralIds(line))
                        .count();
        boolean id =
                lines.stream()
                        .anyMatch(
                                line ->
                                        isOneCell(line)
                                                && line.chars()
                                                        .anyMatch(c -> IdShape.isDigit((char) c)));
        return lines.size() >= 3 && words * 2 > lines.size() && !id;
    }
}
