package io.reprieve.intake;

/** Small questions about the text of a cell. */
final class Cells {

    private Cells() {}

    /** Whether a character shows nothing: blanks of any width, controls, zero-width characters. */
    static boolean isBlank(char c) {
        if (c <= ' ') {
            return true;
        }
        if (c < 0x7F) {
            return false;
        }
        int type = Character.getType(c);
        return c == 0x7F
                || type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }

    static boolean isBlank(CharSequence cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (!isBlank(cell.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!isBlank(buffer[i])) {
                return false;
            }
        }
        return true;
    }

    /** The cell without what shows nothing at its ends. */
    static String strip(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    /** The cell on one line: controls and line ends become blanks, and it is cut to a length. */
    static String onOneLine(String cell, int most) {
        StringBuilder line = new StringBuilder(Math.min(cell.length(), most));
        for (int i = 0; i < cell.length() && line.length() < most; i++) {
            char c = cell.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        if (line.length() > 0 && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    /**
     * A name or remark that came with a list, stripped and on one line; null when it says nothing.
     */
    static String remark(String cell, int most) {
        if (cell == null) {
            return null;
        }
        String remark = Cells.strip(onOneLine(cell, most));
        return remark.isEmpty() ? null : remark;
    }

    /**
     * Whether a line is a comment: its first visible character is #, and it is no spreadsheet
     * error.
     */
    static boolean isComment(CharSequence line) {
        for (int i = 0; i < line.length(); i++) {
            if (!isBlank(line.charAt(i))) {
                return line.charAt(i) == '#'
                        && !MessageIds.isSpreadsheetError(strip(line.toString()));
            }
        }
        return false;
    }
}
