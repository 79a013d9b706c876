package io.reprieve.list;

import io.reprieve.domain.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes rows of what a list holds, and accounts for its ids: the one place that all forms of lists
 * pass. Each record (a line, a row of a table, an element of JSON) is looked through as a whole,
 * and each id in it becomes a row, or the list is held or refused. So it does not matter whether
 * the layout was understood. For one thread.
 */
final class RowMaker {
    private static final long MAX_NOISE = 100_000;
    private static final long MAX_NOISE_FOR_AN_ID = 100;

    private final Shapes shapes;
    private final ColumnFinder finder;

    /** What a record is called: line, row, element. */
    private final String unit;

    private final Doubts doubts = new Doubts();
    private final ArrayDeque<Row> ready = new ArrayDeque<>();
    private Columns columns;
    private List<String> names = List.of();
    private boolean header;
    private Shapes seen = Shapes.UNKNOWN;
    private long sendable;

    /** The line before, where it can be a piece of an id together with the next; else null. */
    private String before;

    private boolean beforeIsId;
    private long lineBefore;
    private String lastId = "";
    private long lineOfLast;
    private long noise;
    private boolean leadsOn;

    /** The first row that stands above all headings. */
    private List<String> title = List.of();

    /**
     * A maker for one list.
     *
     * @param shapes which ids the list holds
     * @param columns its columns; {@link Columns#NONE} where headings are to come, or none are
     */
    RowMaker(Shapes shapes, ColumnFinder finder, Columns columns, String unit) {
        this.shapes = shapes;
        this.finder = finder;
        this.columns = columns;
        this.header = columns.header();
        this.unit = unit;
    }

    /** The next row that is ready, or null. */
    Row poll() {
        return ready.poll();
    }

    /** What makes a person look at the list first. */
    Doubts doubts() {
        return doubts;
    }

    /** The best shape that stood where an id stands. */
    Shapes seen() {
        return seen;
    }

    /** Whether rows can be sent and none of them has a known shape. */
    boolean isUnfamiliar() {
        return sendable > 0 && seen == Shapes.UNKNOWN;
    }

    Columns columns() {
        return columns;
    }

    /**
     * Whether a row of a table needs no second look: its headings are known, the cell of its first
     * id column is this id, and no other cell can hold one.
     */
    boolean isPlain(String id, boolean othersMayHoldIds, int cells) {
        return shapes != Shapes.UNKNOWN
                && !header
                && !othersMayHoldIds
                && ((IdShape.isInvestigate(id) && !IdShape.mayGoOn(id))
                        || (columns.ids().length == 1
                                && (columns.width() == 0 || cells <= columns.width())
                                && isPostfix(id)));
    }

    /** Whether a word is a postfix id in a list like this one. */
    private boolean isPostfix(String word) {
        return shapes.isAtLeast(Shapes.LIKELY_POSTFIX)
                ? IdShape.isLikelyPostfix(word)
                : IdShape.isPostfix(word);
    }

    /** A row whose id is known to be one. */
    void id(long line, String id, String account) {
        if (seen != Shapes.INVESTIGATE) {
            seen = seen.or(Shapes.of(id));
        }
        sendable++;
        lineOfLast = line;
        lastId = id;
        ready.add(new Row(line, id, account, null));
    }

    /** Whether the list is read as one whose ids have known shapes. */
    boolean knowsShapes() {
        return shapes != Shapes.UNKNOWN;
    }

    /** What the last answer says of further pages. */
    void leadsOn(boolean more) {
        leadsOn = more;
    }

    /** Behind the last record. */
    void end() {
        if (leadsOn) {
            leadsOn = false;
            doubts.add(
                    "the saved answer leads on (result_info.next): more messages were found than it"
                            + " holds, and only those in it are released");
        }
        if (!title.isEmpty() && columns.ids().length == 0 && seen == Shapes.UNKNOWN) {
            throw finder.noColumn(title);
        }
    }

    /** An id beside the rows of a list within an object. */
    void strayBeside(String where, String rows) {
        doubts.add(
                where
                        + " holds an id, which is not released; only the ids in the field \""
                        + rows
                        + "\" are");
    }

    /** An id of another message, in a place where it is no row. */
    void stray(long line, String where) {
        doubts.add(
                unit
                        + " "
                        + line
                        + " holds the id of another message in "
                        + where
                        + ", which is not released");
    }

    /** A line of a text that has no columns. */
    void line(long line, String text) {
        if (shapes != Shapes.UNKNOWN
                && (before == null || beforeIsId)
                && IdShape.isInvestigate(text)) {
            before = text;
            beforeIsId = true;
            lineBefore = line;
            id(line, text, null);
            return;
        }
        if (TableCells.isBlank(text) || TableCells.isComment(text)) {
            return;
        }
        String bare = TableCells.strip(text);
        refuseBroken(bare, line);
        if (shapes == Shapes.UNKNOWN) {
            unknown(line, bare, null);
            return;
        }
        FoundIds found = FoundIds.in(bare);
        if (!ids(line, found, null)) {
            if (Noise.is(bare)) {
                noise(line);
            } else {
                unlike(line, bare, null);
            }
        }
    }

    private void refuseBroken(String bare, long line) {
        if (before != null && lineBefore == line - 1 && Pieces.areOneId(before, bare)) {
            throw broken(lineBefore, line);
        }
        before = bare;
        beforeIsId = false;
        lineBefore = line;
    }

    private UnreadableListException broken(long from, long to) {
        return new UnreadableListException(
                "The id on "
                        + unit
                        + " "
                        + from
                        + " is broken in two: it goes on on "
                        + unit
                        + " "
                        + to
                        + ". Write each id on one line, and no other number below it; then send the list again.");
    }

    /** What is no id and need not be told; a list of hardly anything else is none. */
    private void noise(long line) {
        noise++;
        if (noise > MAX_NOISE && noise / MAX_NOISE_FOR_AN_ID > sendable) {
            throw new UnreadableListException(
                    "More than "
                            + noise / 1000 * 1000
                            + " lines up to line "
                            + line
                            + " hold no id, and hardly any holds one. Send the lines with the ids only.");
        }
    }

    /** A single value that stands where an id should, for instance an element of a JSON array. */
    void value(long line, String text, String account) {
        if (shapes == Shapes.UNKNOWN) {
            unknown(line, text, account);
        } else if (IdShape.isInvestigate(text)) {
            id(line, text, account);
        } else if (!ids(line, FoundIds.in(text), account)) {
            unlike(line, text, account);
        }
    }

    /**
     * A list within a list: a row of a table, or ids.
     *
     * @return whether it is one of these
     */
    boolean list(long line, List<String> cells, String account) {
        if (columns.ids().length > 0 || isHeadings(cells)) {
            record(line, cells);
            return true;
        }
        boolean any = false;
        for (String cell : cells) {
            any |= shapes != Shapes.UNKNOWN && ids(line, FoundIds.in(cell), account);
            seen = shapes == Shapes.UNKNOWN && IdShape.isId(cell) ? seen.or(Shapes.of(cell)) : seen;
        }
        return any;
    }

    /** A value that is something else than a text. */
    void refused(long line, String shown, String account, String problem) {
        ready.add(problem(line, shown, account, problem));
    }

    /** A row of a table. */
    void record(long line, List<String> cells) {
        if (cells.stream().allMatch(TableCells::isBlank)) {
            return;
        }
        List<FoundIds> found = new ArrayList<>(cells.size());
        boolean certain = false;
        for (String cell : cells) {
            FoundIds ids = cell.length() < IdShape.PART_MIN ? FoundIds.NONE : FoundIds.in(cell);
            found.add(ids);
            certain |= !ids.certain().isEmpty();
        }
        if (header) {
            header = false;
            names = List.copyOf(cells);
            if (!certain) {
                return;
            }
        }
        if (!certain && (isHeadings(cells) || Noise.isRule(cells))) {
            noise(line);
            return;
        }
        if (columns.ids().length == 0) {
            withoutColumns(line, cells, found);
        } else if (shapes == Shapes.UNKNOWN) {
            unknown(new Record(line, cells, found));
        } else {
            new Record(line, cells, found).make();
        }
    }

    /** Headings, also those that come again: what follows is read by them. */
    private boolean isHeadings(List<String> cells) {
        Columns found = finder.byHeading(cells);
        boolean fixed = columns.ids().length > 0 && (!columns.isHeaded() || finder.byNumber());
        if (found == null || fixed) {
            return false;
        }
        for (int id : found.ids()) {
            if (IdShape.isId(Quotes.strip(cells.get(id)))) {
                return false;
            }
        }
        columns = found;
        names = List.copyOf(cells);
        return true;
    }

    /** A title above the headings, or a row of a list that has none. */
    private void withoutColumns(long line, List<String> cells, List<FoundIds> found) {
        noise(line);
        title = title.isEmpty() ? cells : title;
        for (int i = 0; i < cells.size(); i++) {
            boolean ids = !found.get(i).certain().isEmpty() || found.get(i).only();
            if (ids && shapes != Shapes.UNKNOWN) {
                ids(line, found.get(i), null);
            }
        }
    }

    /** Makes rows of the ids of a cell or line that is meant to hold some; false where none is. */
    private boolean ids(long line, FoundIds found, String account) {
        for (String id : found.certain()) {
            id(line, id, account);
        }
        for (String damaged : found.damaged()) {
            boolean known =
                    lastId.startsWith(damaged + "-")
                            || found.certain().stream().anyMatch(i -> i.startsWith(damaged + "-"));
            if (known) {
                // The alert id of the same message.
                continue;
            }
            refused(line, damaged + "\u2026", account, MessageIds.PIECE);
        }
        boolean any = !found.certain().isEmpty();
        for (String word : found.weak()) {
            boolean likely = IdShape.isLikelyPostfix(word);
            boolean meant = found.only() ? likely || (!any && isPostfix(word)) : !any && likely;
            if (meant && !lastId.startsWith(word + "-")) {
                id(line, word, account);
            } else if (!any && !meant && found.only()) {
                refused(line, word + "\u2026", account, MessageIds.UNLIKE);
            } else if (!any && !meant && shapes != Shapes.INVESTIGATE) {
                refused(line, word + "\u2026", account, MessageIds.AMONG_WORDS);
            }
        }
        return any || !found.damaged().isEmpty() || !found.weak().isEmpty();
    }

    private void unlike(long line, String text, String account) {
        String problem = MessageIds.judge(text).problem();
        refused(line, text, account, problem == null ? MessageIds.UNLIKE : problem);
    }

    /** What comes of a cell in a list without any id of a known shape: as it is, but no piece. */
    private void unknown(long line, String text, String account) {
        FoundIds found = FoundIds.in(text);
        if (seen != Shapes.INVESTIGATE && !found.isEmpty()) {
            seen = seen.or(shapeOf(found));
        }
        Row row = judged(line, text, account);
        if (row.problem() == null && (!found.damaged().isEmpty() || Pieces.is(row.id()))) {
            row = problem(line, text, account, MessageIds.PIECE);
        }
        sendable += row.problem() == null ? 1 : 0;
        ready.add(row);
    }

    private static Shapes shapeOf(FoundIds found) {
        if (!found.certain().isEmpty()) {
            return Shapes.INVESTIGATE;
        }
        boolean likely = found.weak().stream().anyMatch(IdShape::isLikelyPostfix);
        return likely ? Shapes.LIKELY_POSTFIX : found.only() ? Shapes.POSTFIX : Shapes.UNKNOWN;
    }

    private void unknown(Record record) {
        int column = record.firstFilled();
        String cell = column < 0 ? "" : record.cells.get(column);
        long before = sendable;
        if (record.isShifted() && !IdShape.isId(Quotes.strip(cell))) {
            refused(record.line, cell, record.account(), MessageIds.SHIFTED);
        } else if (record.wasInvalid()) {
            refused(record.line, cell, record.account(), MessageIds.WAS_NONE);
        } else {
            unknown(record.line, cell, record.account());
        }
        if (sendable == before && !record.likelyAlone().isEmpty()) {
            seen = seen.or(Shapes.LIKELY_POSTFIX);
        }
    }

    /** One row of a table whose columns are known. */
    private final class Record {
        private final long line;
        private final List<String> cells;
        private final List<FoundIds> found;

        Record(long line, List<String> cells, List<FoundIds> found) {
            this.line = line;
            this.cells = cells;
            this.found = found;
        }

        void make() {
            int column = column();
            FoundIds own = column < 0 ? FoundIds.NONE : found.get(column);
            Set<String> others = others(column);
            if (!own.certain().isEmpty()) {
                if (goesOn(column)) {
                    refused(line, cells.get(column) + "\u2026", account(), MessageIds.PIECE);
                } else {
                    ids(line, own, account());
                }
                others.removeAll(own.certain());
                tellOthers(column, others);
            } else if (!own.weak().isEmpty()) {
                weak(column, own, others);
            } else {
                others.addAll(likelyAlone());
                if (others.isEmpty()) {
                    without(column);
                } else {
                    misplaced(column, others);
                }
            }
        }

        /** Postfix ids that fill a cell each, below whatever heading. */
        private Set<String> likelyAlone() {
            Set<String> likely = new LinkedHashSet<>();
            if (!finder.isSet()) {
                found.stream()
                        .filter(FoundIds::only)
                        .flatMap(ids -> ids.weak().stream())
                        .filter(IdShape::isLikelyPostfix)
                        .forEach(likely::add);
            }
            return likely;
        }

        /** Whether the separator is also one of thousands, and has parted the id's last digits. */
        private boolean goesOn(int column) {
            boolean hasRoom = columns.width() > 0 && !isWiderThanHeadings();
            return !hasRoom
                    && column + 1 < cells.size()
                    && IdShape.mayGoOn(TableCells.strip(cells.get(column)))
                    && IdShape.isThreeDigits(cells.get(column + 1));
        }

        /** The id column of this row: the first whose cell holds an id, the surest kind first. */
        private int column() {
            int weak = -1;
            int likely = -1;
            for (int id : columns.ids()) {
                FoundIds there = id < found.size() ? found.get(id) : FoundIds.NONE;
                if (!there.certain().isEmpty()) {
                    return id;
                }
                if (there.only() && !there.weak().isEmpty()) {
                    weak = weak < 0 ? id : weak;
                    boolean sure = IdShape.isLikelyPostfix(there.weak().get(0));
                    if (sure && likely >= 0) {
                        tellEqual(likely, id);
                    }
                    likely = sure && likely < 0 ? id : likely;
                }
            }
            return likely >= 0 ? likely : weak >= 0 ? weak : firstFilled();
        }

        /** Two columns that both are named for the id and hold different ones. */
        private void tellEqual(int one, int other) {
            boolean same = found.get(one).weak().equals(found.get(other).weak());
            if (!same && Headings.areEqual(name(one), name(other))) {
                doubts.add(
                        unit
                                + " "
                                + line
                                + " holds different ids in "
                                + shown(one)
                                + " and "
                                + shown(other)
                                + ", of which the first is taken; reprieve.intake.column says which is"
                                + " meant");
            }
        }

        int firstFilled() {
            for (int id : columns.ids()) {
                if (id < cells.size() && !Quotes.strip(cells.get(id)).isEmpty()) {
                    return id;
                }
            }
            return -1;
        }

        /** The ids of the other columns. */
        private Set<String> others(int column) {
            Set<String> others = new LinkedHashSet<>();
            if (!finder.isSet()) {
                for (int i = 0; i < found.size(); i++) {
                    if (i != column) {
                        others.addAll(found.get(i).certain());
                        addLikely(others, i);
                    }
                }
            }
            return others;
        }

        /** Below no heading a postfix id may be meant, too. */
        private void addLikely(Set<String> others, int column) {
            if (column >= columns.width()) {
                for (String word : found.get(column).weak()) {
                    if (IdShape.isLikelyPostfix(word) && !isFirstPart(word)) {
                        others.add(word);
                    }
                }
            }
        }

        private boolean isFirstPart(String word) {
            return found.stream()
                    .anyMatch(
                            ids ->
                                    ids.weak().contains(word) && ids.only() && isIdColumn(ids)
                                            || ids.certain().stream()
                                                    .anyMatch(id -> id.startsWith(word + "-")));
        }

        private boolean isIdColumn(FoundIds ids) {
            return columns.positionOf(found.indexOf(ids)) >= 0;
        }

        private boolean holds(int column, Set<String> ids) {
            FoundIds there = found.get(column);
            return there.certain().stream().anyMatch(ids::contains)
                    || there.weak().stream().anyMatch(ids::contains);
        }

        /** Whether a cell holds an id without its first part, which another cell may hold. */
        private boolean isHalved() {
            return found.stream()
                    .flatMap(ids -> ids.damaged().stream())
                    .anyMatch(piece -> !IdShape.isLetterOrDigit(piece.charAt(0)));
        }

        private void weak(int column, FoundIds own, Set<String> others) {
            if (isHalved()) {
                refused(line, own.weak().get(0) + "\u2026", account(), MessageIds.PIECE);
                return;
            }
            String longer =
                    others.stream()
                            .filter(id -> own.weak().stream().anyMatch(w -> id.startsWith(w + "-")))
                            .findFirst()
                            .orElse(null);
            if (longer != null) {
                // The same message by its better name.
                id(line, longer, account());
                others.remove(longer);
            } else {
                ids(line, own, account());
            }
            if (isWiderThanHeadings() && isIdsOnly()) {
                for (int i = 0; i < found.size(); i++) {
                    if (i != column) {
                        ids(line, found.get(i), account());
                    }
                }
            } else {
                tellOthers(column, others);
            }
        }

        /** Ids beside the row's own: further ids where nothing else stands there, else a doubt. */
        private void tellOthers(int column, Set<String> others) {
            if (others.isEmpty()) {
                return;
            }
            boolean list = isIdsOnly() && (isWiderThanHeadings() || !columns.isHeaded());
            if (list) {
                others.forEach(id -> id(line, id, account()));
            } else {
                int where = place(others);
                doubts.add(
                        unit
                                + " "
                                + line
                                + " holds the id of another message in "
                                + shown(where)
                                + ", which is not released; only the ids of "
                                + shown(column)
                                + " are");
            }
        }

        /** The row's own cell holds no id, and another does. */
        private void misplaced(int column, Set<String> others) {
            int where = place(others);
            boolean alone = isIdsOnly();
            boolean shifted = isWiderThanHeadings() && others.size() == 1;
            if (alone || shifted) {
                others.forEach(id -> id(line, id, account()));
                return;
            }
            if (column >= 0 && MessageIds.isDamaged(Quotes.strip(cells.get(column)))) {
                unlike(line, cells.get(column), account());
            }
            String places = shown(where) + ", and none in " + shown(columns.ids()[0]);
            for (String id : others) {
                refused(line, id, account(), MessageIds.misplaced(shown(where)));
            }
            doubts.add(unit + " " + line + " holds an id in " + places + "; it is not released");
        }

        private void without(int column) {
            String cell = column < 0 ? "" : cells.get(column);
            FoundIds own = column < 0 ? FoundIds.NONE : found.get(column);
            if (!own.damaged().isEmpty()) {
                ids(line, own, account());
            } else if (filled() == 1 && ids(line, only(), account())) {
                return;
            } else if (filled() == 1
                    && lineOfLast == line - 1
                    && Pieces.isEnd(String.join("", cells))
                    && IdShape.isInvestigate(lastId)) {
                throw broken(lineOfLast, line);
            } else if (isShifted()) {
                refused(line, cell, account(), MessageIds.SHIFTED);
            } else if (isNoise(cell)) {
                noise(line);
            } else {
                unlike(line, cell, account());
            }
        }

        /** What the only filled cell holds. */
        private FoundIds only() {
            for (FoundIds ids : found) {
                if (ids.only() && !ids.weak().isEmpty()) {
                    return ids;
                }
            }
            return FoundIds.NONE;
        }

        private boolean isNoise(String cell) {
            if (filled() > 1) {
                return Noise.isTotal(cell);
            }
            // What stands there alone, and not where other cells are only missing.
            String alone = cell;
            for (String other : cells) {
                alone = TableCells.isBlank(other) ? alone : other;
            }
            boolean below = cells.size() == 1 || alone.equals(cell);
            return Noise.isTotal(alone) || (below && Noise.isSentence(alone));
        }

        boolean isShifted() {
            return isWiderThanHeadings();
        }

        private boolean isWiderThanHeadings() {
            int last = cells.size() - 1;
            while (last >= 0 && TableCells.isBlank(cells.get(last))) {
                last--;
            }
            return columns.width() > 0 && last >= columns.width();
        }

        private boolean isIdsOnly() {
            for (int i = 0; i < cells.size(); i++) {
                FoundIds ids = found.get(i);
                if (!TableCells.isBlank(cells.get(i)) && (!ids.only() || ids.isEmpty())) {
                    return false;
                }
            }
            return true;
        }

        private long filled() {
            return cells.stream().filter(cell -> !TableCells.isBlank(cell)).count();
        }

        private int place(Set<String> ids) {
            for (int i = 0; i < found.size(); i++) {
                if (holds(i, ids)) {
                    return i;
                }
            }
            return 0;
        }

        /** Whether the row stands in a dead letter of ours because its cell is no id. */
        boolean wasInvalid() {
            for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
                if (Headings.loose(names.get(i)).equals("outcome")) {
                    return cells.get(i).equals("INVALID");
                }
            }
            return false;
        }

        String account() {
            int column = columns.account();
            return column < 0 || column >= cells.size()
                    ? null
                    : TableCells.remark(cells.get(column), MessageIds.MAX_LENGTH);
        }

        private String name(int column) {
            return column < names.size() ? names.get(column) : "";
        }

        private String shown(int column) {
            return Headings.column(names, column);
        }
    }

    private static Row judged(long line, String cell, String account) {
        if (MessageIds.isClean(cell)) {
            return new Row(line, cell, account, null);
        }
        MessageIds.Verdict verdict = MessageIds.judge(cell);
        return new Row(line, verdict.id(), account, verdict.problem());
    }

    private static Row problem(long line, String shown, String account, String problem) {
        return new Row(line, TableCells.shown(shown), account, problem);
    }
}
