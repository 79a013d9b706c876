package io.reprieve.list;

import java.util.Locale;

/** What a text looks like that is no id. */
final class TextShapes {

    private TextShapes() {}

    /** A number as spreadsheets show a long one: {@code 4,00E+15}, {@code 1.23457E+11}. */
    static boolean likeScientificNumber(String cell) {
        int length = cell.length();
        int i = sign(cell, 0);
        int mantissa = digits(cell, i);
        if (mantissa == i || mantissa == length) {
            return false;
        }
        boolean separated = cell.charAt(mantissa) == ',' || cell.charAt(mantissa) == '.';
        int e = separated ? digits(cell, mantissa + 1) : mantissa;
        if (e >= length || Character.toUpperCase(cell.charAt(e)) != 'E') {
            return false;
        }
        int exponent = sign(cell, e + 1);
        boolean signed = exponent > e + 1;
        // Digits with one E among them and nothing else could be an id, unless it is very short.
        return (separated || signed || length <= 7)
                && exponent < length
                && length - exponent <= 3
                && digits(cell, exponent) == length;
    }

    static boolean likeMessageIdHeader(String cell) {
        return cell.length() > 2
                && cell.charAt(0) == '<'
                && cell.charAt(cell.length() - 1) == '>'
                && cell.indexOf('@') > 0;
    }

    /** A mail address or a web address. */
    static boolean likeAddress(String cell) {
        return cell.indexOf('@') >= 0 || likeUrl(cell);
    }

    static boolean likeUrl(String cell) {
        return cell.contains("://") || cell.toLowerCase(Locale.ROOT).startsWith("www.");
    }

    /**
     * Several words apart by blanks, commas or semicolons, at least two of them long, of letters
     * and digits.
     */
    static boolean likeSeveralIds(String cell) {
        int found = 0;
        int from = -1;
        for (int i = 0; i <= cell.length(); i++) {
            boolean apart = i == cell.length() || ",;|".indexOf(cell.charAt(i)) >= 0;
            if (apart || TableCells.isBlank(cell.charAt(i))) {
                found +=
                        from >= 0 && likePartOfAList(Quotes.strip(cell.substring(from, i))) ? 1 : 0;
                from = -1;
            } else if (from < 0) {
                from = i;
            }
        }
        return found >= 2;
    }

    private static boolean likePartOfAList(String word) {
        return word.length() >= 10
                && word.chars().anyMatch(c -> IdShape.isDigit((char) c))
                && word.chars().anyMatch(Character::isLetter)
                && word.chars()
                        .allMatch(c -> IdShape.isLetterOrDigit((char) c) || "-_:.".indexOf(c) >= 0);
    }

    private static int digits(String cell, int from) {
        int i = from;
        while (i < cell.length() && IdShape.isDigit(cell.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int sign(String cell, int at) {
        return at < cell.length() && (cell.charAt(at) == '+' || cell.charAt(at) == '-')
                ? at + 1
                : at;
    }
}
