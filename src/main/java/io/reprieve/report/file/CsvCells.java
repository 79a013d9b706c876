package io.reprieve.report.file;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts as they stand in a cell: none of them starts a formula when a spreadsheet opens the file,
 * whatever that takes for the end of a cell: in many countries it is the semicolon. An apostrophe
 * in front makes a spreadsheet take the rest as text (OWASP, "CSV Injection").
 *
 * <p>A text that was made harmless is left as it is, so that a dead letter may go round for as long
 * as one likes. Ids are never touched: nothing that is one has a character of these.
 *
 * <p>For one thread: remembers the last time it wrote.
 */
final class CsvCells {

    private static final char APOSTROPHE = '\'';
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\u2028\u2029]+");

    /** Signs that end no cell; in front some of them start a formula. */
    private static final String PLAIN_BUT_IN_FRONT = "-:.@_";

    private static final boolean[] PLAIN = plain();

    private long lastSecond = Long.MIN_VALUE;
    private String lastTime = "";

    /** Words from anywhere, on one line; empty for null. */
    static String words(String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String line = hasControl(text) ? CONTROLS.matcher(text).replaceAll(" ").strip() : text;
        int harm = nextFormula(line, 0);
        if (harm < 0) {
            return line;
        }
        StringBuilder cell = new StringBuilder(line.length() + 4);
        int from = 0;
        while (harm >= 0) {
            cell.append(line, from, harm).append(APOSTROPHE);
            from = harm;
            harm = nextFormula(line, harm + 1);
        }
        return cell.append(line, from, line.length()).toString();
    }

    /**
     * Whether {@link #words} leaves a text as it is, told by its bytes: so it is with most ids,
     * addresses and times. False where it takes a closer look to tell.
     *
     * @param text in UTF-8
     */
    static boolean arePlain(byte[] text) {
        if (text.length > 0 && PLAIN_BUT_IN_FRONT.indexOf(text[0]) >= 0) {
            return false;
        }
        for (byte b : text) {
            if (b < 0 || !PLAIN[b]) {
                return false;
            }
        }
        return true;
    }

    /** A table, because every letter of every report passes here. */
    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        for (char c = 0; c < plain.length; c++) {
            plain[c] = Character.isLetterOrDigit(c) || PLAIN_BUT_IN_FRONT.indexOf(c) >= 0;
        }
        return plain;
    }

    /** Recipients, joined by {@code ;}. Each is made harmless by itself. */
    static String joined(List<String> recipients) {
        var cell = new StringBuilder();
        for (String recipient : recipients) {
            cell.append(cell.isEmpty() ? "" : ";").append(words(recipient));
        }
        return cell.toString();
    }

    /** A time in whole seconds, UTC; empty for null. */
    String time(Instant time) {
        if (time == null) {
            return "";
        }
        if (time.getEpochSecond() != lastSecond) {
            lastSecond = time.getEpochSecond();
            lastTime = Instant.ofEpochSecond(lastSecond).toString();
        }
        return lastTime;
    }

    /**
     * The place from {@code from} on where a cell may begin that is a formula, or -1. Blanks and
     * quotes in front of a formula do not count: some spreadsheets drop them before they look.
     */
    private static int nextFormula(String text, int from) {
        int begin = from == 0 ? 0 : -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (endsCell(c)) {
                begin = i + 1;
            } else if (begin >= 0 && startsFormula(c)) {
                return begin;
            } else if (begin >= 0 && c != '"' && !isInvisible(c)) {
                begin = -1;
            }
        }
        return -1;
    }

    private static boolean endsCell(char c) {
        return c == ';' || c == ',' || c == '|' || c == '\t';
    }

    private static boolean startsFormula(char c) {
        return switch (c) {
            // As usual, as small and as wide forms.
            case '=', '\ufe66', '\uff1d', '+', '\ufe62', '\uff0b' -> true;
            case '-', '\ufe63', '\uff0d', '@', '\ufe6b', '\uff20' -> true;
            default -> false;
        };
    }

    private static boolean isInvisible(char c) {
        return c == ' ' || c > 0x7f && isInvisibleType(Character.getType(c));
    }

    private static boolean isInvisibleType(int type) {
        return type == Character.SPACE_SEPARATOR || type == Character.FORMAT;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                return true;
            }
        }
        return false;
    }
}
