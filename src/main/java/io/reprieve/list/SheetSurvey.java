package io.reprieve.list;

import io.reprieve.list.WorkbookParts.SheetPart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a sheet holds, seen before its rows are read.
 *
 * @param sheet which one
 * @param sample its first rows that a person sees and that are not blank
 * @param ids where its first id stands that a person sees; null where there is none
 * @param hiddenIds where its first id stands otherwise; null where there is none, or it was not
 *     looked for because others are seen
 * @param shapes the shape of the ids, as far as it is certain
 * @param unsaved where its first formula without a stored value stands; null where there is none,
 *     or it was not looked for because ids are seen
 * @param hiddenColumns columns that a person has hidden, from 0
 * @param merged cells that were joined
 */
record SheetSurvey(
        SheetPart sheet,
        List<SheetRow> sample,
        String ids,
        String hiddenIds,
        Shapes shapes,
        String unsaved,
        BitSet hiddenColumns,
        MergedCells merged) {

    /** Reads a sheet through; closes nothing. */
    static SheetSurvey of(SheetPart sheet, SheetParser rows) {
        Search search = new Search();
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
            search.look(row);
            if (search.isOver()) {
                rows.skipRows();
                break;
            }
        }
        String seen = search.ids == null ? search.weakIds : search.ids;
        return new SheetSurvey(
                sheet,
                search.sample,
                seen,
                search.hiddenIds,
                search.ids == null ? Shapes.UNKNOWN : Shapes.INVESTIGATE,
                search.unsaved,
                rows.hiddenColumns(),
                rows.merged());
    }

    boolean isBlank() {
        return sample.isEmpty();
    }

    boolean holdsIds() {
        return ids != null;
    }

    /** Names a cell: row and column. */
    static String place(long row, int column) {
        return "row " + row + ", column " + CellAddress.letters(column);
    }

    private static final class Search {
        private final List<SheetRow> sample = new ArrayList<>();
        private String ids;
        private String weakIds;
        private String hiddenIds;
        private String unsaved;

        void look(SheetRow row) {
            if (!row.hidden() && sample.size() < Limits.SAMPLE_ROWS && !row.isBlank()) {
                sample.add(row);
            }
            if (unsaved == null && !row.unsaved().isEmpty() && !row.hidden()) {
                unsaved = place(row.number(), row.unsaved().get(0));
            }
            List<String> cells = row.cells();
            for (int column = 0; column < cells.size() && ids == null; column++) {
                look(row, column, cells.get(column));
            }
        }

        private void look(SheetRow row, int column, String cell) {
            if (cell.length() < IdShape.PART_MIN) {
                return;
            }
            boolean certain = isCertain(cell);
            if (!certain && !IdShape.isLikelyPostfix(TableCells.strip(cell))) {
                return;
            }
            String place = place(row.number(), column);
            if (row.hidden()) {
                hiddenIds = hiddenIds == null ? place : hiddenIds;
            } else if (certain) {
                ids = place;
            } else {
                weakIds = weakIds == null ? place : weakIds;
            }
        }

        private static boolean isCertain(String cell) {
            boolean candidate = IdShape.nextTime(cell, 0) >= 0 || cell.indexOf('%') >= 0;
            return candidate && !FoundIds.in(cell).certain().isEmpty();
        }

        boolean isOver() {
            return ids != null && sample.size() == Limits.SAMPLE_ROWS;
        }
    }
}
