package io.reprieve.list;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rows of a sheet that a person sees; their line is the sheet's row number. Rows that are
 * hidden are left out, and the list is held to say so.
 */
final class SheetReader extends FetchingReader {

    private final SheetParser sheet;
    private final SheetSurvey survey;
    private final long skipped;
    private final HiddenRows hidden = new HiddenRows();
    private long accountRow;
    private String account = "";

    SheetReader(
            SheetParser sheet,
            SheetSurvey survey,
            SheetLayout layout,
            RowMaker rows,
            ListFacts facts,
            ArchiveReader source) {
        super(rows, facts, source);
        this.sheet = sheet;
        this.survey = survey;
        skipped = layout.skippedRows();
    }

    @Override
    boolean read() {
        SheetRow row = sheet.next();
        if (row == null) {
            if (!hidden.isEmpty()) {
                rows().doubts().add(hidden.words(survey.sheet().shown()));
            }
            return false;
        }
        if (row.hidden()) {
            if (!row.isBlank()) {
                hidden.add(row.number());
            }
        } else if (row.number() > skipped && !continuesRowAbove(row)) {
            refuseUnsaved(row);
            rows().record(row.number(), withAccount(row));
        }
        return true;
    }

    /** Whether the id of a row is that of a row above, joined with it into one cell. */
    private boolean continuesRowAbove(SheetRow row) {
        boolean joined = false;
        for (int id : rows().columns().ids()) {
            if (!TableCells.isBlank(row.cell(id))) {
                return false;
            }
            joined |= survey.merged().firstRow(id, row.number()) < row.number();
        }
        return joined && row.cells().stream().allMatch(cell -> FoundIds.in(cell).isEmpty());
    }

    /** An account that is joined over several rows is that of all of them. */
    private List<String> withAccount(SheetRow row) {
        int column = rows().columns().account();
        if (column < 0) {
            return row.cells();
        }
        long first = survey.merged().firstRow(column, row.number());
        if (first == row.number() || first != accountRow) {
            accountRow = row.number();
            account = row.cell(column);
            return row.cells();
        }
        List<String> cells = new ArrayList<>(row.cells());
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, account);
        return cells;
    }

    private void refuseUnsaved(SheetRow row) {
        for (int column : row.unsaved()) {
            if (rows().columns().positionOf(column) >= 0) {
                throw Workbooks.unsaved(survey.sheet(), SheetSurvey.place(row.number(), column));
            }
        }
    }
}
