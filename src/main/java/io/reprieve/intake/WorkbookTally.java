package io.reprieve.intake;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Counts what a workbook would have the library keep. */
final class WorkbookTally {

    private static final long MEGA = 1L << 20;

    /** Most memory for shared strings: enough for a million ids, and fits a heap of 256 MB. */
    private static final long MOST_STRING_MEMORY = 112 * MEGA;

    /** What a string takes beside its characters, in bytes. */
    private static final int STRING_OVERHEAD = 56;

    private static final long MOST_OTHER_BYTES = 512 * MEGA;
    private static final long MOST_ROW_BYTES = 4 * MEGA;
    private static final int MOST_COLUMNS = 16_384;
    private static final int MOST_FORMULA_RANGES = 10_000;

    private long strings;
    private long stringMemory;
    private boolean inString;
    private long highestString = -1;
    private long formulaRanges;
    private boolean sheet;
    private boolean ended;
    private long rowStart;
    private boolean stringCell;

    void beginPart() {
        sheet = false;
        ended = false;
        inString = false;
        rowStart = -1;
        formulaRanges = 0;
    }

    boolean endOfRows() {
        return ended;
    }

    void start(XMLStreamReader xml, PartStream bytes) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "si" -> string();
            case "sheetData" -> sheet = true;
            case "row" -> rowStart = bytes.read;
            case "c" -> cell(xml);
            case "v" -> value(xml);
            case "f" -> formulaRanges += xml.getAttributeValue(null, "ref") == null ? 0 : 1;
            default -> {
                // Nothing that is kept.
            }
        }
        refuse(formulaRanges > MOST_FORMULA_RANGES, "more than 10,000 ranges of formulas");
    }

    private void string() {
        strings++;
        stringMemory += STRING_OVERHEAD;
        inString = true;
    }

    /** Notes text, of which only that of shared strings is kept. */
    void text(XMLStreamReader xml) {
        if (inString) {
            String text = xml.getText();
            boolean wide = text.chars().anyMatch(c -> c > 0xFF);
            stringMemory += text.length() * (wide ? 2L : 1L);
        }
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
        inString &= !name.equals("si");
        ended |= name.equals("sheetData");
    }

    /** Checks how far a part has gone. */
    void bound(long bytes) {
        refuse(stringMemory > MOST_STRING_MEMORY, "more texts than fit the memory");
        refuse(!sheet && bytes > MOST_OTHER_BYTES, "a part of more than 512 MiB");
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
