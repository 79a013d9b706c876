package io.reprieve.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes workbooks from the XML of their sheets, well made or not, for tests. */
final class Workbook {

    private static final String RELATIONS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /** One sheet: the name and state of its tab, and its whole XML. */
    record Sheet(String name, String state, String xml) {}

    private Workbook() {}

    /** A workbook of shared strings (empty for none) and of sheets, each given by its rows. */
    static byte[] of(String sharedStrings, String... sheets) {
        List<Sheet> all = new ArrayList<>();
        for (String rows : sheets) {
            all.add(new Sheet("S" + (all.size() + 1), "visible", sheet("", rows, "")));
        }
        return of(sharedStrings, all);
    }

    /** The XML of a sheet. */
    static String sheet(String before, String rows, String behind) {
        return "<worksheet>"
                + before
                + "<sheetData>"
                + rows
                + "</sheetData>"
                + behind
                + "</worksheet>";
    }

    static byte[] of(String sharedStrings, List<Sheet> sheets) {
        return Packed.zip(parts(sharedStrings, sheets).toArray(String[]::new));
    }

    /** The same with one of its parts in other words; null: without it. */
    static byte[] with(String part, String content) {
        List<String> parts = parts("", List.of(new Sheet("S", "visible", sheet("", "", ""))));
        int at = parts.indexOf(part);
        parts.set(at + 1, content);
        if (content == null) {
            parts.subList(at, at + 2).clear();
        }
        return Packed.zip(parts.toArray(String[]::new));
    }

    private static List<String> parts(String sharedStrings, List<Sheet> sheets) {
        StringBuilder names = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= sheets.size(); i++) {
            Sheet sheet = sheets.get(i - 1);
            names.append(
                    "<sheet name='%s' sheetId='%d' state='%s' r:id='r%d'/>"
                            .formatted(sheet.name(), i, sheet.state(), i));
            targets.append(
                    "<Relationship Id='r%d' Target='worksheets/sheet%d.xml'/>".formatted(i, i));
            parts.add("xl/worksheets/sheet" + i + ".xml");
            parts.add(sheet.xml());
        }
        parts.addAll(
                List.of(
                        "[Content_Types].xml",
                        "<Types><Override PartName='/xl/sharedStrings.xml' ContentType='application/vnd.openxmlformats-"
                                + "officedocument.spreadsheetml.sharedStrings+xml'/></Types>",
                        "_rels/.rels",
                        "<Relationships><Relationship Id='r1' Type='"
                                + RELATIONS
                                + "/officeDocument' Target='xl/workbook.xml'/></Relationships>",
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
        return parts;
    }

    /** The XML of rows given as lists of cells, or as a map that names what is special. */
    static String rows(List<?> rows) {
        StringBuilder xml = new StringBuilder();
        int number = 0;
        for (Object row : rows) {
            number++;
            boolean special = row instanceof Map;
            String kind = special ? ((Map<?, ?>) row).keySet().iterator().next().toString() : "";
            List<?> cells =
                    (List<?>) (special ? ((Map<?, ?>) row).values().iterator().next() : row);
            xml.append("<row r='").append(number).append('\'');
            xml.append(kind.equals("hidden") ? " hidden='1'" : "");
            xml.append(kind.equals("flat") ? " ht='0' customHeight='1'" : "").append('>');
            cells.forEach(cell -> xml.append(cell((String) cell)));
            xml.append("</row>");
        }
        return xml.toString();
    }

    private static String cell(String text) {
        if (text.startsWith("<c")) {
            return text;
        }
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return text.isEmpty()
                ? "<c/>"
                : "<c t='inlineStr'><is><t xml:space='preserve'>" + escaped + "</t></is></c>";
    }
}
