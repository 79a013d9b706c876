package io.reprieve.intake;

import java.util.List;

/**
 * One row of a sheet.
 *
 * @param number the sheet's number for it, from 1
 * @param cells their texts, from column A; an empty cell is an empty text
 */
record SheetRow(long number, List<String> cells) {

    boolean isBlank() {
        return cells.stream().allMatch(Cells::isBlank);
    }

    boolean isComment() {
        return cells.stream()
                .filter(cell -> !Cells.isBlank(cell))
                .findFirst()
                .filter(Cells::isComment)
                .isPresent();
    }
}
