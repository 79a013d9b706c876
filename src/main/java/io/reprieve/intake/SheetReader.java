package io.reprieve.intake;

/** Reads the rows of a sheet; their line is the sheet's row number. */
final class SheetReader extends FetchingReader {

    private final SheetRows sheet;
    private final long skipped;

    SheetReader(
            SheetRows sheet, SheetLayout layout, RowMaker rows, ListFacts facts, Unpacked source) {
        super(rows, facts, source);
        this.sheet = sheet;
        skipped = layout.skippedRows();
    }

    @Override
    boolean read() {
        SheetRow row = sheet.next();
        if (row != null && row.number() > skipped) {
            rows().record(row.number(), row.cells());
        }
        return row != null;
    }
}
