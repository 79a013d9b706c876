package io.reprieve.law;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks of inline texts, some rows of them hidden. */
final class OddWorkbook {
    private static final String OFFICE =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private OddWorkbook() {}

    /**
     * A workbook.
     *
     * @param hidden indexes of rows that a person has hidden
     * @param sheets rows of cells of each sheet
     */
    static byte[] of(List<Integer> hidden, List<List<List<String>>> sheets) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            StringBuilder names = new StringBuilder();
            StringBuilder targets = new StringBuilder();
            for (int i = 1; i <= sheets.size(); i++) {
                names.append("<sheet name='S%d' sheetId='%d' r:id='r%d'/>".formatted(i, i, i));
                targets.append(
                        "<Relationship Id='r%d' Type='%s/worksheet' Target='worksheets/sheet%d.xml'/>"
                                .formatted(i, OFFICE, i));
                put(zip, "xl/worksheets/sheet" + i + ".xml", sheet(sheets.get(i - 1), hidden));
            }
            put(zip, "[Content_Types].xml", "<Types/>");
            put(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets></workbook>"
                            .formatted(MAIN, OFFICE, names));
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships>" + targets + "</Relationships>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String sheet(List<List<String>> rows, List<Integer> hidden) {
        StringBuilder xml = new StringBuilder("<worksheet xmlns='" + MAIN + "'><sheetData>");
        for (int row = 0; row < rows.size(); row++) {
            xml.append("<row r='").append(row + 1).append('\'');
            xml.append(hidden.contains(row) ? " hidden='1'>" : ">");
            for (int column = 0; column < rows.get(row).size(); column++) {
                xml.append("<c r='").append((char) ('A' + column)).append(row + 1);
                xml.append("' t='inlineStr'><is><t>");
                xml.append(escaped(rows.get(row).get(column))).append("</t></is></c>");
            }
            xml.append("</row>");
        }
        return xml.append("</sheetData></worksheet>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }
}
