package io.reprieve.list;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands among the ids of a list and is plainly no part of it: headings that come again, rules
 * of a table, {@code Total}, {@code (3 rows)}, a greeting, a signature.
 */
final class Noise {
    private static final Set<String> HEADINGS =
            Set.of("ids", "identifier", "identifiers", "messageid", "messageids", "subject");

    private static final Set<String> TOTALS =
            Set.of(
                    "total", "totals", "sum", "summe", "gesamt", "count", "anzahl", "rows", "eof",
                    "end");

    private static final Pattern COUNT =
            Pattern.compile("\\(?[\\d.,]+ \\p{L}{3,}[^\\d@]*(\\([\\d., a-z]+\\))?\\)?");

    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}{2,}(?![\\p{L}\\p{N}])");

    private Noise() {}

    /** Whether a line or cell without an id need not be told. */
    static boolean is(String text) {
        String bare = Quotes.strip(text);
        if (isHeading(bare)) {
            return true;
        }
        if (MessageIds.standsForNothing(bare) || MessageIds.isSpreadsheetError(bare)) {
            return false;
        }
        boolean digit = false;
        boolean parted = false;
        boolean letter = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            digit |= Character.isDigit(c);
            letter |= Character.isLetter(c);
            parted |= TableCells.isBlank(c);
        }
        if (!digit) {
            return !letter || parted || !TextShapes.likeAddress(bare);
        }
        return parted && (WORD.matcher(bare).find() || bare.startsWith("@@ "));
    }

    /** Whether nothing but strokes and the like stands in all the cells: a rule of a table. */
    static boolean isRule(Iterable<String> cells) {
        int strokes = 0;
        for (String cell : cells) {
            for (int i = 0; i < cell.length(); i++) {
                char c = cell.charAt(i);
                if (!TableCells.isBlank(c)) {
                    boolean stroke = "-=+|_:*.~".indexOf(c) >= 0 || (c >= 0x2500 && c <= 0x257F);
                    if (!stroke) {
                        return false;
                    }
                    strokes++;
                }
            }
        }
        return strokes >= 2;
    }

    /** Whether a text has several words and no id. */
    static boolean isSentence(String text) {
        return Quotes.strip(text).chars().anyMatch(c -> TableCells.isBlank((char) c)) && is(text);
    }

    /** Whether a cell closes a table: {@code Total}, {@code EOF}, {@code (3 rows)}. */
    static boolean isTotal(String cell) {
        return isHeading(cell)
                || TOTALS.contains(Headings.loose(cell).replace(":", ""))
                || (cell.length() < 100 && COUNT.matcher(TableCells.strip(cell)).matches());
    }

    static boolean isHeading(String cell) {
        return Headings.rank(cell) != Headings.NONE || HEADINGS.contains(Headings.loose(cell));
    }
}
