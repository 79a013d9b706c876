package io.reprieve.list;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads a sheet: its rows one after the other, and what stands around them. For one thread. */
final class SheetParser implements Closeable {

    private static final int MAX_ROWS = 1_048_576;
    private static final int MAX_COLUMNS = 16_384;
    private static final int MAX_ROW_LENGTH = 4 << 20;

    private final XmlPart part;
    private final SharedStrings texts;
    private final BitSet hiddenColumns = new BitSet();
    private final MergedCells merged = new MergedCells();
    private final StringBuilder text = new StringBuilder();
    private long number;
    private boolean ended;

    private List<String> cells;
    private List<Integer> unsaved;
    private int column;
    private int length;

    SheetParser(XmlPart part, SharedStrings texts) {
        this.part = part;
        this.texts = texts;
    }

    /**
     * The next row, or null behind the last one.
     *
     * @throws UnreadableListException when the sheet is damaged, or made to fill the memory
     */
    SheetRow next() {
        return toRow() ? row() : null;
    }

    /** Goes over all further rows, to what stands behind them. */
    void skipRows() {
        while (toRow()) {
            number = number();
            if (isFilled()) {
                part.worth();
            }
        }
    }

    /** Goes to the start of the next row; false when there is none, and all of the part is read. */
    private boolean toRow() {
        while (!ended) {
            int event = part.next();
            ended = event == XmlPart.END_OF_PART;
            if (event == XmlPart.START) {
                switch (part.name()) {
                    case "row" -> {
                        return true;
                    }
                    case "col" -> hideColumns();
                    case "mergeCell" -> merged.add(part.attribute("ref"));
                    default -> {
                        // How it looks, what may be filled in.
                    }
                }
            }
        }
        return false;
    }

    private void hideColumns() {
        if (part.is("hidden") || "0".equals(part.attribute("width"))) {
            int first = number(part.attribute("min"), 1);
            int last = Math.min(MAX_COLUMNS, number(part.attribute("max"), first));
            if (first >= 1 && first <= last) {
                hiddenColumns.set(first - 1, last);
            }
        }
    }

    /** The columns that a person has hidden, from 0. */
    BitSet hiddenColumns() {
        return hiddenColumns;
    }

    /** The cells joined into one; complete behind the last row. */
    MergedCells merged() {
        return merged;
    }

    private SheetRow row() {
        number = number();
        boolean hidden = part.is("hidden") || isFlat(part.attribute("ht"));
        cells = new ArrayList<>();
        unsaved = List.of();
        column = -1;
        length = 0;
        int inside = part.depth();
        while (part.depth() >= inside) {
            if (part.next() == XmlPart.START && part.name().equals("c")) {
                cell();
            }
        }
        SheetRow row = new SheetRow(number, hidden, cells, unsaved);
        if (!row.isBlank()) {
            part.worth();
        }
        return row;
    }

    /** A sheet need not number its rows; then they follow one another. */
    private long number() {
        long next = Math.max(number(part.attribute("r"), 0), number + 1);
        if (next > MAX_ROWS) {
            throw Workbooks.tooMuch("a row outside every sheet");
        }
        return next;
    }

    private static boolean isFlat(String height) {
        return height != null && (height.equals("0") || height.matches("0\\.0*"));
    }

    private static int number(String attribute, int none) {
        if (attribute == null) {
            return none;
        }
        try {
            return Integer.parseInt(attribute);
        } catch (NumberFormatException e) {
            throw Workbooks.damaged(e);
        }
    }

    private void cell() {
        String type = part.attribute("t");
        goTo(part.attribute("r"));
        boolean formula = false;
        boolean stored = false;
        text.setLength(0);
        int inside = part.depth();
        while (part.depth() >= inside) {
            if (part.next() == XmlPart.START) {
                switch (part.name()) {
                    case "v" -> {
                        part.text(text);
                        stored = text.length() > 0 || "str".equals(type);
                    }
                    case "is" -> SharedStrings.richText(part, text);
                    case "f" -> {
                        formula = true;
                        part.skip();
                    }
                    default -> part.skip();
                }
            }
        }
        add(CellText.of(type, text, texts));
        if (formula && !stored) {
            unsaved = unsaved.isEmpty() ? new ArrayList<>() : unsaved;
            unsaved.add(column);
        }
    }

    /** A cell without an address stands behind the one before. */
    private void goTo(String address) {
        int next = address == null ? column + 1 : CellAddress.column(address);
        if (next <= column || next >= MAX_COLUMNS) {
            throw Workbooks.tooMuch("a cell outside every sheet, or two in one place");
        }
        column = next;
    }

    private void add(String value) {
        length += value.length() + 1;
        if (length > MAX_ROW_LENGTH) {
            throw Workbooks.tooMuch("a row of more than 4 MiB");
        }
        while (cells.size() < column) {
            cells.add("");
        }
        cells.add(value);
    }

    /** Reads the row at whose start this stands; whether one of its cells holds something. */
    private boolean isFilled() {
        boolean filled = false;
        int inside = part.depth();
        while (part.depth() >= inside) {
            if (part.next() == XmlPart.START) {
                String name = part.name();
                filled |= name.equals("v") || name.equals("is");
            }
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
