package io.reprieve.intake;

import java.util.ArrayList;
import java.util.List;

/** Writes workbooks from the XML of their sheets, well made or not, for tests. */
final class Workbook {

    private static final String RELATIONS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private Workbook() {}

    /** A workbook of shared strings (empty for none) and of sheets, each given by its rows. */
    static byte[] of(String sharedStrings, String... sheets) {
        StringBuilder names = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= sheets.length; i++) {
            names.append("<sheet name='S%d' sheetId='%d' r:id='r%d'/>".formatted(i, i, i));
            targets.append(
                    "<Relationship Id='r%d' Target='worksheets/sheet%d.xml'/>".formatted(i, i));
            parts.add("xl/worksheets/sheet" + i + ".xml");
            parts.add("<worksheet><sheetData>" + sheets[i - 1] + "</sheetData></worksheet>");
        }
        parts.addAll(
                List.of(
                        "[Content_Types].xml",
                        "<Types><Override PartName='/xl/sharedStrings.xml' ContentType='application/vnd.openxmlformats-"
                                + "officedocument.spreadsheetml.sharedStrings+xml'/></Types>",
                        "xl/workbook.xml",
                        "<workbook xmlns:r='"
                                + RELATIONS
                                + "'><sheets>"
                                + names
                                + "</sheets></workbook>",
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships>" + targets + "</Relationships>",
                        "xl/sharedStrings.xml",
                        sharedStrings.isEmpty() ? "<sst/>" : sharedStrings));
        return Packed.zip(parts.toArray(String[]::new));
    }
}
