package io.reprieve.list;

/** Small questions about the text of a cell. */
final class TableCells {

    private TableCells() {}

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

    /**
     * The cell on one line: line ends become blanks, other controls U+FFFD. What is too long is cut
     * and ends in an ellipsis, so that the rest cannot be taken for an id later.
     */
    static String onOneLine(String cell, int most) {
        int length = Math.min(cell.length(), most);
        StringBuilder line = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = cell.charAt(i);
            boolean odd = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(odd ? (joins(cell, i) ? '\uFFFD' : ' ') : c);
        }
        if (length < cell.length()) {
            line.setLength(length - (Character.isLowSurrogate(cell.charAt(length - 1)) ? 2 : 1));
            line.append('\u2026');
        }
        return line.toString();
    }

    /** Whether a control stands within a word, which a blank would make two of. */
    private static boolean joins(String cell, int at) {
        char c = cell.charAt(at);
        return (c < '\t' || (c > '\r' && c < 0x1C))
                && at > 0
                && at + 1 < cell.length()
                && Character.isLetterOrDigit(cell.charAt(at - 1))
                && Character.isLetterOrDigit(cell.charAt(at + 1));
    }

    /**
     * A cell as a report shows it: on one line, and without the apostrophe that a report of ours
     * has put in front of what starts a formula.
     */
    static String shown(String cell) {
        boolean ours = cell.length() > 1 && cell.charAt(0) == '\'' && isNeutralised(cell);
        return onOneLine(ours ? cell.substring(1) : cell, MessageIds.MAX_LENGTH);
    }

    private static boolean isNeutralised(String cell) {
        int i = 1;
        while (i < cell.length() - 1 && (cell.charAt(i) == ' ' || cell.charAt(i) == '\u00A0')) {
            i++;
        }
        return (i == 1 && cell.charAt(1) == '\'')
                || "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(i)) >= 0;
    }

    /**
     * A name or remark that came with a list, stripped and on one line; null when it says nothing.
     */
    static String remark(String cell, int most) {
        if (cell == null) {
            return null;
        }
        String remark = TableCells.strip(onOneLine(cell, most));
        return remark.isEmpty() ? null : remark;
    }

    private static boolean isOther(String line) {
        int i = 1;
        while (i < line.length() && IdShape.isDigit(line.charAt(i))) {
            i++;
        }
        boolean numbered = i > 1 && i < line.length() && !IdShape.isLetterOrDigit(line.charAt(i));
        return MessageIds.isSpreadsheetError(line)
                || (numbered && !FoundIds.in(line).certain().isEmpty());
    }

    /**
     * Whether a line is a comment: its first visible character is #, and it is neither a
     * spreadsheet's error nor the number of an id ({@code #1 A}).
     */
    static boolean isComment(CharSequence line) {
        for (int i = 0; i < line.length(); i++) {
            if (!isBlank(line.charAt(i))) {
                return line.charAt(i) == '#' && !isOther(strip(line.toString()));
            }
        }
        return false;
    }
}
