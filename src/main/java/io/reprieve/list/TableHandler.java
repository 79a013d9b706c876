package io.reprieve.list;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;

/** Hands the rows that the parser finds on, and makes texts only of the cells that matter. */
final class TableHandler extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final RowMaker rows;
    private final CellBuffer cells = new CellBuffer();

    TableHandler(RowMaker rows) {
        this.rows = rows;
    }

    @Override
    protected void handleBegin(long line) {
        cells.clear();
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int size, boolean quoted) {
        cells.add(buffer, offset, size);
        if (cells.length() + cells.size() > Limits.TEXT) {
            throw Limits.tooLong("The row", getStartingLineNumber());
        }
    }

    /** Where the row under way starts, from 1. */
    long line() {
        return getStartingLineNumber();
    }

    /** Always a record, so that rows are handed on one by one. */
    @Override
    protected Boolean buildRecord() {
        Columns columns = rows.columns();
        int first = columns.ids().length == 0 ? cells.size() : columns.ids()[0];
        if (first < cells.size()) {
            String id = cells.stripped(first);
            if (rows.isPlain(id, cells.othersMayHoldIds(first), cells.size())) {
                rows.id(getStartingLineNumber(), id, account(columns.account()));
                return true;
            }
        }
        rows.record(getStartingLineNumber(), cells.cells());
        return true;
    }

    private String account(int column) {
        return column < 0 || column >= cells.size()
                ? null
                : TableCells.remark(cells.stripped(column), MessageIds.MAX_LENGTH);
    }
}
