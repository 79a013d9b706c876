package io.reprieve.report;

import java.time.Instant;
import java.util.List;

/**
 * Texts as they stand in a cell: none of them starts a formula when a spreadsheet opens the file.
 * An apostrophe in front makes a spreadsheet take the rest as text (OWASP, "CSV Injection").
 *
 * <p>For one thread: remembers the last time it wrote.
 */
final class Cells {

    private static final char APOSTROPHE = '\'';

    private long lastSecond = Long.MIN_VALUE;
    private String lastTime = "";

    /**
     * An id: whoever reads the list again strips one apostrophe, so one that is part of the id gets
     * another one.
     */
    static String id(String id) {
        return startsFormula(id) || id.startsWith("'") ? APOSTROPHE + id : id;
    }

    /** Words of ours or of Cloudflare, on one line; empty for null. */
    static String words(String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String line = hasControl(text) ? text.replaceAll("\\p{Cntrl}+", " ").strip() : text;
        return startsFormula(line) ? APOSTROPHE + line : line;
    }

    /**
     * Recipients, joined by {@code ;}. Each is made harmless by itself, because in many countries a
     * spreadsheet takes the semicolon for the end of a cell.
     */
    static String joined(List<String> recipients) {
        if (recipients.isEmpty()) {
            return "";
        }
        if (recipients.size() == 1) {
            return words(recipients.get(0));
        }
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

    /** Blanks in front do not count: some spreadsheets drop them before they look. */
    private static boolean startsFormula(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case ' ', '\u00a0' -> {}
                case '=',
                        '+',
                        '-',
                        '@',
                        '\t',
                        '\r',
                        '\n',
                        '\uff1d',
                        '\uff0b',
                        '\uff0d',
                        '\uff20' -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
