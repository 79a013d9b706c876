package io.reprieve.list;

import io.reprieve.list.WorkbookParts.SheetPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens Excel workbooks: the visible sheet that holds ids. Ids elsewhere are never lost without a
 * word: two visible sheets with ids are refused, and one with ids on a hidden sheet is held.
 */
final class Workbooks {

    private Workbooks() {}

    /**
     * Opens a workbook.
     *
     * @param known which shapes its ids have, or null: what the sheet shows for certain
     */
    static FetchingReader open(ArchiveReader list, ColumnFinder columns, Shapes known)
            throws IOException {
        WorkbookParts parts = new WorkbookParts(list.hold(ZipContents.of(list.asFile())));
        List<SheetSurvey> seen = new ArrayList<>();
        List<SheetSurvey> unseen = new ArrayList<>();
        for (SheetPart sheet : parts.sheets()) {
            try (SheetParser rows = parts.open(sheet)) {
                (sheet.hidden() ? unseen : seen).add(SheetSurvey.of(sheet, rows));
            }
        }
        SheetSurvey chosen = chosen(seen, unseen, columns);
        SheetLayout layout =
                chosen.isBlank() ? SheetLayout.NONE : SheetLayout.of(chosen.sample(), columns);
        RowMaker rows =
                new RowMaker(
                        known == null ? chosen.shapes() : known,
                        columns,
                        layout.columns(),
                        chosen.sheet().shown() + ", row");
        addDoubts(rows.doubts(), layout.columns(), chosen, seen, unseen);
        String format =
                chosen.isBlank() ? "Excel without rows" : "Excel, sheet " + chosen.sheet().number();
        return new SheetReader(
                list.hold(parts.open(chosen.sheet())),
                chosen,
                layout,
                rows,
                ListFacts.of(format).packedAs(list.packing()),
                list);
    }

    private static SheetSurvey chosen(
            List<SheetSurvey> seen, List<SheetSurvey> unseen, ColumnFinder columns) {
        List<SheetSurvey> certain =
                seen.stream().filter(sheet -> sheet.shapes() != Shapes.UNKNOWN).toList();
        List<SheetSurvey> holding =
                certain.isEmpty() ? seen.stream().filter(SheetSurvey::holdsIds).toList() : certain;
        if (holding.size() > 1) {
            throw several(holding.get(0), holding.get(1));
        }
        if (!holding.isEmpty()) {
            return holding.get(0);
        }
        for (SheetSurvey sheet : seen) {
            if (sheet.unsaved() != null) {
                throw unsaved(sheet.sheet(), sheet.unsaved());
            }
        }
        for (SheetSurvey sheet : unseen) {
            if (sheet.holdsIds()) {
                throw new UnreadableListException(
                        "The ids stand on "
                                + sheet.sheet().shown()
                                + ", which is hidden, and on no other. What is hidden is not released: show the sheet and send"
                                + " the list again.");
            }
        }
        return withoutIds(seen, columns);
    }

    /** Of sheets without an id of a known shape, the first with a heading for it, or with rows. */
    private static SheetSurvey withoutIds(List<SheetSurvey> seen, ColumnFinder columns) {
        if (seen.isEmpty()) {
            throw damaged(null);
        }
        List<SheetSurvey> filled = seen.stream().filter(sheet -> !sheet.isBlank()).toList();
        return filled.stream()
                .filter(sheet -> SheetLayout.isHeaded(sheet.sample(), columns))
                .findFirst()
                .orElse(filled.isEmpty() ? seen.get(0) : filled.get(0));
    }

    private static void addDoubts(
            Doubts doubts,
            Columns columns,
            SheetSurvey chosen,
            List<SheetSurvey> seen,
            List<SheetSurvey> unseen) {
        for (int column : columns.ids()) {
            if (chosen.hiddenColumns().get(column)) {
                doubts.add(
                        "column "
                                + CellAddress.letters(column)
                                + " of "
                                + chosen.sheet().shown()
                                + ", which holds the ids, is hidden");
            }
        }
        for (SheetSurvey sheet : seen) {
            boolean others = sheet != chosen && !sheet.isBlank() && !chosen.holdsIds();
            if (sheet != chosen && sheet.holdsIds()) {
                doubts.add(notReleased(sheet, sheet.ids(), "may hold ids, too"));
            } else if (sheet != chosen && sheet.hiddenIds() != null) {
                doubts.add(notReleased(sheet, sheet.hiddenIds(), "holds ids in hidden rows"));
            } else if (others) {
                doubts.add(sheet.sheet().shown() + " is not read");
            }
        }
        for (SheetSurvey sheet : unseen) {
            if (sheet.holdsIds()) {
                doubts.add(notReleased(sheet, sheet.ids(), "is hidden and holds ids"));
            }
        }
    }

    private static String notReleased(SheetSurvey sheet, String place, String what) {
        return sheet.sheet().shown() + " " + what + " (" + place + "), which are not released";
    }

    private static UnreadableListException several(SheetSurvey one, SheetSurvey other) {
        return new UnreadableListException(
                "Two sheets hold ids: "
                        + one.sheet().shown()
                        + " ("
                        + one.ids()
                        + ") and "
                        + other.sheet().shown()
                        + " ("
                        + other.ids()
                        + "). Put the ids into one sheet, or send each sheet as a list of its own.");
    }

    /** For ids that a workbook does not hold, because no program has calculated them. */
    static UnreadableListException unsaved(SheetPart sheet, String place) {
        return new UnreadableListException(
                "The workbook holds a formula without a stored value where an id should stand: "
                        + sheet.shown()
                        + ", "
                        + place
                        + ". Open it in Excel, save it and send it again.");
    }

    static UnreadableListException damaged(Throwable cause) {
        return new UnreadableListException(
                "The workbook is damaged or made in a way that is not understood here. Open it in Excel and save it as"
                        + " CSV, then send that.",
                cause);
    }

    static UnreadableListException tooMuch(String what) {
        return new UnreadableListException(
                "The workbook has "
                        + what
                        + ", which is too much to read safely. Save the sheet with the ids as CSV"
                        + " and send that.");
    }
}
