package io.reprieve.list;

/**
 * What an id looks like: the one place that knows. Cloudflare publishes no pattern; these are the
 * shapes seen. Plain loops, because every cell of every list passes here.
 *
 * <ul>
 *   <li>An <em>investigate id</em> is certain: letters and digits, a time, a number, as in {@code
 *       4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678}. Nothing else looks like it.
 *   <li>A <em>postfix id</em> is weak: its first part alone. Ticket numbers look like it, too.
 * </ul>
 */
final class IdShape {
    /** Length of {@code -2024-01-05T10:00:00}. */
    static final int TIME_LENGTH = 20;

    /** Fewest letters and digits of a postfix id, and of the first part of an investigate id. */
    static final int PART_MIN = 10;

    /** Fewest characters of an investigate id. */
    static final int SHORTEST = PART_MIN + TIME_LENGTH + 2;

    /** Letters and digits of a postfix id of today, at most. */
    static final int PART_USUAL = 16;

    private static final int PART_MAX = 24;
    private static final int SHORTEST_REAL = 12;
    private static final char USUAL_FIRST = '4';
    private static final String TIME = "-dddd-dd-ddTdd:dd:dd";

    private static final char FULL_WIDTH_T = '\uFF34';

    /** Place of the T in {@link #TIME}. */
    private static final int T = 11;

    private IdShape() {}

    /** Whether the text is an investigate id and nothing else. */
    static boolean isInvestigate(String text) {
        int part = lettersAndDigits(text, 0);
        return isPartLength(part) && investigateEnd(text, part) == text.length();
    }

    /** Whether so many letters and digits can be the first part of an investigate id. */
    static boolean isPartLength(int length) {
        return length >= PART_MIN && length <= PART_MAX;
    }

    /**
     * Where the investigate id ends whose first part ends at {@code part}; -1 where none does: no
     * time, or no number, stands there.
     */
    static int investigateEnd(String text, int part) {
        if (!isTime(text, part)) {
            return -1;
        }
        int end = part + TIME_LENGTH;
        if (end + 1 < text.length() && text.charAt(end) == '.') {
            int fraction = digits(text, end + 1);
            end = fraction > end + 1 ? fraction : end;
        }
        if (end < text.length() && text.charAt(end) == 'Z') {
            end++;
        }
        int number = end + 1;
        if (end >= text.length() || text.charAt(end) != '-') {
            return -1;
        }
        int last = digits(text, number);
        return last > number ? last : -1;
    }

    /** Whether an investigate id ends in so few digits that thousands may follow them. */
    static boolean mayGoOn(String id) {
        for (int digits = 1; digits <= 3; digits++) {
            if (id.charAt(id.length() - 1 - digits) == '-') {
                return true;
            }
        }
        return false;
    }

    /** Whether the text is a group of digits as behind a separator of thousands. */
    static boolean isThreeDigits(String text) {
        return text.length() == 3 && digits(text, 0) == 3;
    }

    /** Whether a time as in an investigate id stands there, with the hyphen before it. */
    static boolean isTime(String text, int at) {
        if (at + TIME_LENGTH > text.length()) {
            return false;
        }
        for (int i = 0; i < TIME_LENGTH; i++) {
            char wanted = TIME.charAt(i);
            char c = text.charAt(at + i);
            if (wanted == 'd' ? !isDigit(c) : c != wanted) {
                return false;
            }
        }
        return true;
    }

    /** The place of the next time, with the hyphen before it; -1 where none follows. */
    static int nextTime(String text, int from) {
        for (int i = from + T; i < text.length(); i++) {
            if (text.charAt(i) == 'T' && isTime(text, i - T)) {
                return i - T;
            }
        }
        return -1;
    }

    /**
     * Whether an investigate id, or its rest alone, may stand in a cell, as it is or in another
     * spelling. Never misses one; what it finds has to be looked at.
     */
    static boolean mayHoldInvestigate(char[] buffer, int offset, int length) {
        int last = offset + length - 9;
        for (int i = offset + T; i < last; i++) {
            char c = buffer[i];
            if ((c == 'T' || c == FULL_WIDTH_T)
                    && isAnyDigit(buffer[i - 1])
                    && !isAnyDigit(buffer[i - 3])
                    && isAnyDigit(buffer[i + 1])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnyDigit(char c) {
        return isDigit(c) || (c >= '\uFF10' && c <= '\uFF19');
    }

    /**
     * Whether the text can be a postfix id: 10 to 24 letters and digits, both among them. Numbers
     * alone are telephone numbers and the like more often than ids.
     */
    static boolean isPostfix(String text) {
        int length = text.length();
        if (length < PART_MIN || length > PART_MAX || lettersAndDigits(text, 0) != text.length()) {
            return false;
        }
        int digits = countDigits(text);
        return digits > 0 && digits < length;
    }

    /**
     * Whether the text is a postfix id also where it stands among words and other columns: a digit
     * first, and at least three letters or the {@value #USUAL_FIRST} with which all begin that were
     * seen. {@code INC0012345678} and {@code 20261001T101500Z} are not.
     */
    static boolean isLikelyPostfix(String text) {
        return isPostfix(text)
                && text.length() >= SHORTEST_REAL
                && isDigit(text.charAt(0))
                && (text.charAt(0) == USUAL_FIRST || text.length() - countDigits(text) >= 3);
    }

    /** Whether the text is an id of either kind and nothing else. */
    static boolean isId(String text) {
        return isInvestigate(text) || isPostfix(text);
    }

    private static int countDigits(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += isDigit(text.charAt(i)) ? 1 : 0;
        }
        return count;
    }

    private static int lettersAndDigits(String text, int from) {
        int i = from;
        while (i < text.length() && isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
