package io.reprieve.list;

import java.util.List;

/**
 * One row of a sheet.
 *
 * @param number the sheet's number for it, from 1
 * @param hidden whether a person has hidden it, by hand or by a filter
 * @param cells their texts, from column A; an empty cell is an empty text
 * @param unsaved the columns whose cells hold a formula without a stored value
 */
record SheetRow(long number, boolean hidden, List<String> cells, List<Integer> unsaved) {

    boolean isBlank() {
        return cells.stream().allMatch(TableCells::isBlank) && unsaved.isEmpty();
    }

    boolean isComment() {
        return cells.stream()
                .filter(cell -> !TableCells.isBlank(cell))
                .findFirst()
                .filter(TableCells::isComment)
                .isPresent();
    }

    /** The cell in a column; empty beyond the last. */
    String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}
