package io.reprieve.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides how a text is laid out, on its first rows. Headings are the strongest sign, then lines
 * that are one id each, then columns with ids. What shows none of these is refused when it looks
 * like a table without ids or like a letter, and else taken line by line.
 */
final class LayoutFinder {

    private final TextSample sample;
    private final ColumnFinder columns;
    private final List<String> lines;
    private final List<Candidate> tables = new ArrayList<>();

    private record Candidate(char separator, List<List<String>> rows) {

        List<String> first() {
            return rows.get(0);
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
            return rows.stream()
                    .allMatch(
                            row ->
                                    row.stream()
                                            .allMatch(
                                                    c ->
                                                            Cells.isBlank(c)
                                                                    || ColumnFinder.likeId(c)));
        }
    }

    LayoutFinder(TextSample sample, ColumnFinder columns) {
        this.sample = sample;
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
            return table(headed, columns.byHeading(headed.first()));
        }
        if (lines.isEmpty() || mostLinesAreOneCell()) {
            return plain();
        }
        TextLayout byContent = byContent();
        if (byContent != null) {
            return byContent;
        }
        refuse();
        return plain();
    }

    private Candidate byHeading() {
        Candidate best = null;
        for (Candidate table : tables) {
            boolean headed = table.first().size() > 1 && columns.byHeading(table.first()) != null;
            if (headed && (best == null || table.first().size() > best.first().size())) {
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
                || Looks.likeScientificNumber(bare)
                || Looks.likeMessageIdHeader(bare)
                || MessageIds.isSpreadsheetError(bare);
    }

    private TextLayout plain() {
        String first = lines.isEmpty() ? "" : lines.get(0);
        boolean header = columns.isIdHeading(first);
        boolean otherHeading = !header && isHeading(first);
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
        if (best == null) {
            return null;
        }
        if (!columns.byNumber()
                && !found.header()
                && best.rows().stream().anyMatch(ColumnFinder::severalIds)) {
            if (best.isIdsOnly()) {
                return plain();
            }
            throw NoColumn.several();
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
                    "This reads like a letter or other running text, not like a list. Send one id a line, or a table"
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
                        .filter(line -> line.indexOf(' ') > 0 && !Looks.likeSeveralIds(line))
                        .count();
        boolean id =
                lines.stream()
                        .anyMatch(
                                line ->
                                        isOneCell(line)
                                                && line.chars()
                                                        .anyMatch(
                                                                c -> MessageIds.isDigit((char) c)));
        return lines.size() >= 3 && words * 2 > lines.size() && !id;
    }
}
