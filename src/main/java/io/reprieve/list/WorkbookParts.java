package io.reprieve.list;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a workbook's parts say of its sheets. */
final class WorkbookParts {

    private static final int MAX_SHEETS = 1000;
    private static final String WORKBOOK = "xl/workbook.xml";

    private final ZipContents zip;
    private final Map<String, String> targets = new HashMap<>();
    private final List<SheetPart> sheets = new ArrayList<>();
    private String workbook = WORKBOOK;
    private String strings = "xl/sharedStrings.xml";
    private SharedStrings texts;

    /**
     * A sheet by its place in the workbook.
     *
     * @param number its place, from 1
     * @param name as on its tab
     * @param hidden whether a person cannot see the tab
     * @param part where its rows are
     */
    record SheetPart(int number, String name, boolean hidden, String part) {

        /** How to name it to a person. Names that hold an address or an id are not repeated. */
        String shown() {
            String tab = Headings.shown(List.of(name));
            return tab.startsWith("(") ? "sheet " + number : "sheet \"" + tab + "\"";
        }
    }

    /** Reads which sheets there are. */
    WorkbookParts(ZipContents zip) throws IOException {
        this.zip = zip;
        walk("[Content_Types].xml", part -> {});
        walkIfThere("_rels/.rels", this::package_);
        String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
        String file = workbook.substring(folder.length());
        walkIfThere(folder + "_rels/" + file + ".rels", part -> relation(part, folder));
        walk(workbook, this::sheet);
    }

    List<SheetPart> sheets() {
        return sheets;
    }

    private interface Visitor {
        void start(XmlPart part);
    }

    private void walk(String name, Visitor visitor) throws IOException {
        if (!walkIfThere(name, visitor)) {
            throw Workbooks.damaged(null);
        }
    }

    private boolean walkIfThere(String name, Visitor visitor) throws IOException {
        InputStream bytes = zip.open(name);
        if (bytes == null) {
            return false;
        }
        try (XmlPart part = new XmlPart(bytes)) {
            for (int event = part.next(); event != XmlPart.END_OF_PART; event = part.next()) {
                if (event == XmlPart.START) {
                    visitor.start(part);
                }
            }
        }
        return true;
    }

    private void package_(XmlPart part) {
        String type = part.attribute("Type");
        if (type != null && type.endsWith("/officeDocument")) {
            workbook = resolved("", part.attribute("Target"));
        }
    }

    private void relation(XmlPart part, String folder) {
        String target = resolved(folder, part.attribute("Target"));
        String type = part.attribute("Type");
        if (target != null && type != null && type.endsWith("/sharedStrings")) {
            strings = target;
        }
        if (target != null && targets.size() < 10 * MAX_SHEETS) {
            targets.put(part.attribute("Id"), target);
        }
    }

    private static String resolved(String folder, String target) {
        if (target == null) {
            return null;
        }
        String path = target.startsWith("/") ? target.substring(1) : folder + target;
        List<String> steps = new ArrayList<>();
        for (String step : path.split("/")) {
            if (step.equals("..") && !steps.isEmpty()) {
                steps.remove(steps.size() - 1);
            } else if (!step.equals(".")) {
                steps.add(step);
            }
        }
        return String.join("/", steps);
    }

    private void sheet(XmlPart part) {
        if (!part.name().equals("sheet")) {
            return;
        }
        String state = part.attribute("state");
        boolean hidden = state != null && state.toLowerCase(Locale.ROOT).contains("hidden");
        String name = part.attribute("name");
        // Its sheetId is another attribute, without a namespace.
        String target = targets.get(part.attribute("id"));
        if (target == null || sheets.size() == MAX_SHEETS) {
            throw Workbooks.damaged(null);
        }
        sheets.add(new SheetPart(sheets.size() + 1, name == null ? "" : name, hidden, target));
    }

    /** Opens a sheet at its start; the caller closes it. */
    SheetParser open(SheetPart sheet) throws IOException {
        InputStream bytes = zip.open(sheet.part());
        if (bytes == null) {
            throw Workbooks.damaged(null);
        }
        return new SheetParser(new XmlPart(bytes), texts());
    }

    private SharedStrings texts() throws IOException {
        if (texts == null) {
            InputStream bytes = zip.open(strings);
            if (bytes == null) {
                texts = new SharedStrings();
            } else {
                try (Closeable closed = bytes) {
                    texts = new SharedStrings(new XmlPart(bytes));
                }
            }
        }
        return texts;
    }
}
