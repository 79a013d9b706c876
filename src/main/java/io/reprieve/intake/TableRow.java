package io.reprieve.intake;

import java.util.Arrays;

/** Gathers the cells of one row that matter and judges them. Used again for each row. */
final class TableRow {

    private final Columns columns;
    private final String[] ids;
    private String account;
    private boolean blank;
    private int last;

    TableRow(Columns columns) {
        this.columns = columns;
        this.ids = new String[columns.ids().length];
    }

    void begin() {
        Arrays.fill(ids, null);
        account = null;
        blank = true;
        last = -1;
    }

    /** Position of a column among those with ids, or -1. */
    int position(int column) {
        return columns.positionOf(column);
    }

    boolean isAccount(int column) {
        return column == columns.account();
    }

    void id(int position, String cell) {
        ids[position] = cell;
    }

    void account(String cell) {
        account = Cells.remark(cell, MessageIds.MAX_LENGTH);
    }

    /** Notes that there is something in a column. */
    void filled(int column) {
        blank = false;
        last = column;
    }

    /** Whether nothing has been noted since the row began. */
    boolean isBlank() {
        return blank;
    }

    /** The row, or null for a blank one. */
    Row end(long line) {
        if (blank) {
            return null;
        }
        String cell = firstFilled();
        return columns.width() > 0 && last >= columns.width() && !ColumnFinder.likeId(cell)
                ? Row.refused(line, cell, account, shifted())
                : Row.judged(line, cell, account);
    }

    private String firstFilled() {
        for (String id : ids) {
            if (id != null && (MessageIds.isClean(id) || !Quotes.strip(id).isEmpty())) {
                return id;
            }
        }
        return "";
    }

    private static String shifted() {
        return "the row has more cells than there are headings, so its cells may have shifted; perhaps a separator"
                + " stands in a cell without quotes";
    }
}
