package io.reprieve.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the columns of a table by their headings, by the operator's setting, or by what is in them.
 */
final class ColumnFinder {

    /** The setting as it came, or null. */
    private final String override;

    private final int number;

    ColumnFinder(String override) {
        this.override =
                override == null || TableCells.isBlank(override)
                        ? null
                        : TableCells.strip(override);
        this.number = number(this.override);
    }

    private static int number(String setting) {
        boolean digits =
                setting != null
                        && setting.length() <= 5
                        && setting.chars().allMatch(c -> IdShape.isDigit((char) c));
        return digits ? Integer.parseInt(setting) : 0;
    }

    /** Whether a heading is that of a column with ids. */
    boolean isIdHeading(String heading) {
        return override != null && number == 0
                ? isOverride(heading)
                : isOverride(heading) || Headings.rank(heading) != Headings.NONE;
    }

    private boolean isOverride(String heading) {
        return override != null && Headings.loose(heading).equals(Headings.loose(override));
    }

    /** The place of a JSON field among those that name an id; {@link Headings#NONE} for another. */
    int fieldRank(String name) {
        if (override != null && number == 0) {
            return isOverride(name) ? 0 : Headings.NONE;
        }
        return Headings.rank(name);
    }

    /** The columns by the headings in the first row; null when none of them is that of an id. */
    Columns byHeading(List<String> first) {
        int[] ids =
                IntStream.range(0, first.size())
                        .filter(i -> isOverride(first.get(i)))
                        .limit(1)
                        .toArray();
        if (ids.length == 0 && override == null) {
            ids = ranked(first);
        }
        return ids.length == 0 ? null : new Columns(true, ids, accountColumn(first), first.size());
    }

    private static int[] ranked(List<String> first) {
        return IntStream.range(0, first.size())
                .filter(i -> Headings.rank(first.get(i)) != Headings.NONE)
                .boxed()
                .sorted(Comparator.comparingInt(i -> Headings.rank(first.get(i))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A column with ids below a heading that is not known. */
    Columns at(int column, List<String> first) {
        return new Columns(true, new int[] {column}, accountColumn(first), first.size());
    }

    private static int accountColumn(List<String> first) {
        return IntStream.range(0, first.size())
                .filter(i -> Headings.isAccount(first.get(i)))
                .findFirst()
                .orElse(-1);
    }

    /**
     * The columns by the setting's number, or without headings by what the rows hold; else null.
     */
    Columns byContent(List<List<String>> rows) {
        if (number > 0) {
            return byNumber(rows);
        }
        if (override != null
                || rows.isEmpty()
                || rows.get(0).stream().noneMatch(ColumnFinder::likeId)) {
            return null;
        }
        int column = likeliest(rows, IdShape::isInvestigate);
        column = column >= 0 ? column : likeliest(rows, IdShape::isLikelyPostfix);
        return column < 0 ? null : Columns.single(false, column);
    }

    private Columns byNumber(List<List<String>> rows) {
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        if (number > width) {
            return null;
        }
        List<String> first = rows.get(0);
        boolean header = isHeader(rows);
        return new Columns(
                header,
                new int[] {number - 1},
                header ? accountColumn(first) : -1,
                header ? first.size() : 0);
    }

    /**
     * A column given by number may have any heading: a word without digit above cells with digits.
     */
    private boolean isHeader(List<List<String>> rows) {
        List<String> first = rows.get(0);
        if (first.stream().anyMatch(ColumnFinder::likeId)) {
            return false;
        }
        if (first.stream()
                .anyMatch(h -> Headings.rank(h) != Headings.NONE || Headings.isMessageId(h))) {
            return true;
        }
        List<List<String>> others = rows.subList(1, rows.size());
        return !hasDigit(first) && !others.isEmpty() && others.stream().anyMatch(this::hasDigit);
    }

    private boolean hasDigit(List<String> row) {
        return number <= row.size()
                && row.get(number - 1).chars().anyMatch(c -> IdShape.isDigit((char) c));
    }

    private interface Shape {
        boolean fits(String cell);
    }

    private static int likeliest(List<List<String>> rows, Shape shape) {
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        int best = -1;
        long most = 0;
        for (int column = 0; column < width; column++) {
            int c = column;
            long fitting =
                    rows.stream()
                            .filter(r -> c < r.size() && shape.fits(Quotes.strip(r.get(c))))
                            .count();
            if (fitting > most) {
                best = column;
                most = fitting;
            }
        }
        return best;
    }

    static boolean likeId(String cell) {
        return IdShape.isId(Quotes.strip(cell));
    }

    /** Whether a row holds ids of several messages, so that no column is the one with the id. */
    static boolean severalIds(List<String> row) {
        return columnsOfIds(row).size() > 1;
    }

    /** The columns of a row that hold ids, one for each message. */
    static List<Integer> columnsOfIds(List<String> row) {
        List<String> ids = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String bare = Quotes.strip(row.get(i));
            boolean sameMessage =
                    ids.stream().anyMatch(id -> id.startsWith(bare) || bare.startsWith(id));
            boolean meant = IdShape.isInvestigate(bare) || IdShape.isLikelyPostfix(bare);
            if (meant && !sameMessage) {
                ids.add(bare);
                columns.add(i);
            }
        }
        return columns;
    }

    boolean holdsId(List<String> row) {
        return row.stream().anyMatch(ColumnFinder::likeId);
    }

    /** The reason for a table without a usable column, given its first row. */
    UnreadableListException noColumn(List<String> first) {
        return NoColumn.among(first, override);
    }

    /** The reason for JSON objects without a usable field, given the names of the first one's. */
    UnreadableListException noField(List<String> names) {
        return NoColumn.amongFields(names);
    }

    /** Whether a list of one column, with this index, can be meant by the setting. */
    boolean allowsSingle(int column) {
        return number == 0 || number == column + 1;
    }

    /** Whether the operator's setting says which column is meant. */
    boolean isSet() {
        return override != null;
    }

    boolean byNumber() {
        return number > 0;
    }
}
