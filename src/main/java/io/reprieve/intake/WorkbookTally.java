package io.reprieve.intake;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Counts what a workbook would have the library keep. */
final class WorkbookTally {

    private static final long MEGA = 1L << 20;

    /** Holds a million ids, and fits a heap of 256 MB. */
    private static final long MOST_STRING_BYTES = 64 * MEGA;

    private static final long MOST_STRINGS = 1_500_000;
    private static final long MOST_ROW_BYTES = 4 * MEGA;
    private static final int MOST_COLUMNS = 16_384;
    private static final int MOST_FORMULA_RANGES = 10_000;

    private long strings;
    private long highestString = -1;
    private long formulaRanges;
    private boolean sheet;
    private boolean ended;
    private long rowStart;
    private boolean stringCell;

    void beginPart() {
        sheet = false;
        ended = false;
        rowStart = -1;
        formulaRanges = 0;
    }

    boolean endOfRows() {
        return ended;
    }

    void start(XMLStreamReader xml, PartStream bytes) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "si" -> strings++;
            case "sheetData" -> sheet = true;
            case "row" -> rowStart = bytes.read;
            case "c" -> cell(xml);
            case "v" -> value(xml);
            case "f" -> formulaRanges += xml.getAttributeValue(null, "ref") == null ? 0 : 1;
            default -> {
                // Nothing that is kept.
            }
        }
        refuse(strings > MOST_STRINGS, "more than 1.5 million texts");
        refuse(formulaRanges > MOST_FORMULA_RANGES, "more than 10,000 ranges of formulas");
    }

    private void cell(XMLStreamReader xml) {
        stringCell = "s".equals(xml.getAttributeValue(null, "t"));
        String address = xml.getAttributeValue(null, "r");
        int column = 0;
        for (int i = 0; address != null && i < address.length() && column <= MOST_COLUMNS; i++) {
            char c = Character.toUpperCase(address.charAt(i));
            column = c >= 'A' && c <= 'Z' ? column * 26 + c - 'A' + 1 : column;
        }
        refuse(column > MOST_COLUMNS, "a cell outside every sheet");
    }

    private void value(XMLStreamReader xml) throws XMLStreamException {
        if (stringCell) {
            String index = xml.getElementText();
            boolean number = index.length() <= 9 && index.chars().allMatch(Character::isDigit);
            highestString =
                    Math.max(
                            highestString,
                            !number
                                    ? Long.MAX_VALUE
                                    : index.isEmpty() ? -1 : Long.parseLong(index));
        }
    }

    void end(XMLStreamReader xml) {
        String name = xml.getLocalName();
        if (name.equals("row")) {
            rowStart = -1;
        }
        ended |= name.equals("sheetData");
    }

    /** Checks how far a part has gone. */
    void bound(long bytes) {
        refuse(!sheet && bytes > MOST_STRING_BYTES, "more than 64 MiB of text");
        refuse(rowStart >= 0 && bytes - rowStart > MOST_ROW_BYTES, "a row of more than 4 MiB");
    }

    /** The library would go on making empty strings up to any index. */
    void refuseMissingStrings() {
        refuse(highestString >= strings && highestString >= 0, "cells whose text is missing");
    }

    private static void refuse(boolean tooMuch, String what) {
        if (tooMuch) {
            throw new UnreadableListException(
                    "The workbook has "
                            + what
                            + ", which is too much to read safely. Save the sheet with the ids as CSV"
                            + " and send that.");
        }
    }
}
