package io.reprieve.intake;

import java.util.List;

/** Reads the rows of a sheet; their line is the sheet's row number. */
final class SheetReader extends FetchingReader {

    private final SheetRows rows;
    private final long skipped;
    private final TableRow row;
    private boolean header;

    SheetReader(SheetRows rows, SheetLayout layout, ListFacts facts, Unpacked source) {
        super(facts, source);
        this.rows = rows;
        skipped = layout.skippedRows();
        header = layout.columns().header();
        row = new TableRow(layout.columns());
    }

    @Override
    Row fetch() {
        for (SheetRow read = rows.next(); read != null; read = rows.next()) {
            if (read.number() <= skipped || read.isBlank()) {
                continue;
            }
            if (!header) {
                return judged(read);
            }
            header = false;
        }
        return null;
    }

    private Row judged(SheetRow read) {
        row.begin();
        List<String> cells = read.cells();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            int position = row.position(column);
            if (position >= 0) {
                row.id(position, cell);
            }
            if (row.isAccount(column)) {
                row.account(cell);
            }
            if (!Cells.isBlank(cell)) {
                row.filled(column);
            }
        }
        return row.end(read.number());
    }
}
