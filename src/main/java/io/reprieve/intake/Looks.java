package io.reprieve.intake;

import java.util.Locale;

/**
 * What a text looks like. The ids' shapes are those seen ({@code
 * 4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678} and its first part); they help to find a column,
 * and never to refuse a cell.
 */
final class Looks {

    private static final String TIME = "-dddd-dd-ddTdd:dd:dd";

    private Looks() {}

    /** The newer form: queue id, time of receipt, number. */
    static boolean likeInvestigateId(String cell) {
        int part = alphanumerics(cell);
        if (part < 6 || part + TIME.length() + 2 > cell.length()) {
            return false;
        }
        for (int i = 0; i < TIME.length(); i++) {
            char wanted = TIME.charAt(i);
            char c = cell.charAt(part + i);
            if (wanted == 'd' ? !MessageIds.isDigit(c) : c != wanted) {
                return false;
            }
        }
        int rest = cell.indexOf('-', part + TIME.length());
        return rest > 0 && digits(cell, rest + 1) == cell.length() && rest + 1 < cell.length();
    }

    /** The older form: 12 to 24 letters and digits, a digit first, several letters. */
    static boolean likePostfixId(String cell) {
        int length = cell.length();
        if (length < 12 || length > 24 || !MessageIds.isDigit(cell.charAt(0))) {
            return false;
        }
        return alphanumerics(cell) == length
                && cell.chars().filter(c -> !MessageIds.isDigit((char) c)).count() >= 3;
    }

    static boolean likeId(String cell) {
        return likeInvestigateId(cell) || likePostfixId(cell);
    }

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
            if (apart || Cells.isBlank(cell.charAt(i))) {
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
                && word.chars().anyMatch(c -> MessageIds.isDigit((char) c))
                && word.chars().anyMatch(Character::isLetter)
                && word.chars()
                        .allMatch(
                                c ->
                                        MessageIds.isLetterOrDigit((char) c)
                                                || "-_:.".indexOf(c) >= 0);
    }

    private static int alphanumerics(String cell) {
        int i = 0;
        while (i < cell.length() && MessageIds.isLetterOrDigit(cell.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int digits(String cell, int from) {
        int i = from;
        while (i < cell.length() && MessageIds.isDigit(cell.charAt(i))) {
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
