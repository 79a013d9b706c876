package io.reprieve.intake;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;

/** Makes rows of what the parser finds, and strings only of the cells that matter. */
final class TableHandler extends AbstractBaseCsvCallbackHandler<Row> {

    private final TableRow row;
    private boolean header;
    private long length;

    TableHandler(Columns columns) {
        row = new TableRow(columns);
        header = columns.header();
    }

    @Override
    protected void handleBegin(long line) {
        row.begin();
        length = 0;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int size, boolean quoted) {
        length += size + 1L;
        if (length > Limits.TEXT) {
            throw Limits.tooLong("The row", getStartingLineNumber());
        }
        int position = row.position(column);
        if (position >= 0) {
            row.id(position, new String(buffer, offset, size));
        }
        if (row.isAccount(column)) {
            row.account(new String(buffer, offset, size));
        }
        if (!Cells.isBlank(buffer, offset, size)) {
            row.filled(column);
        }
    }

    /** Where the row under way starts, from 1. */
    long line() {
        return getStartingLineNumber();
    }

    /** The row; null for the headings and for a blank row, which the parser then leaves out. */
    @Override
    protected Row buildRecord() {
        if (!header || row.isBlank()) {
            return row.end(getStartingLineNumber());
        }
        header = false;
        return null;
    }
}
