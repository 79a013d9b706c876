package io.reprieve.list;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of an id that a line end, of a mail program for instance, has broken in two. */
final class Pieces {
    private static final Pattern HEAD =
            Pattern.compile("[A-Za-z0-9]{6,40}-\\d{4}-\\d\\d-\\d\\d(T[\\d:]*-?)?");
    private static final Pattern TAIL = Pattern.compile("[-\\dT:]*T?\\d\\d:\\d\\d(:\\d\\d)?-\\d*");
    private static final Pattern QUOTED = Pattern.compile("^[>\\s]+");

    private static final Pattern BEGIN = Pattern.compile("[A-Za-z0-9]{1,40}[-T:\\d]*$");
    private static final Pattern REST = Pattern.compile("[-T:]*[A-Za-z0-9][-A-Za-z0-9:]*");
    private static final Pattern END = Pattern.compile("\\s*[(<\"']?\\d{1,10}[\\])>\"'.,;\\s]*");
    private static final int LONGEST = 100;

    private Pieces() {}

    /** Whether a text is a piece of an investigate id, and cannot be anything else. */
    static boolean is(String text) {
        return text.length() < 60 && (HEAD.matcher(text).matches() || TAIL.matcher(text).matches());
    }

    /** Whether a text is a number that can be the last digits of an id. */
    static boolean isEnd(String text) {
        return text.length() < 40 && END.matcher(text).matches();
    }

    /**
     * Whether two lines, one behind the other, hold one id: a text across the line end is one, and
     * by itself at least one of its parts is none.
     */
    static boolean areOneId(String line, String next) {
        String first = QUOTED.matcher(last(line)).replaceFirst("").strip();
        String second = QUOTED.matcher(first(next)).replaceFirst("").strip();
        first = first.endsWith("=") ? first.substring(0, first.length() - 1) : first;
        Matcher begin = BEGIN.matcher(first);
        Matcher rest = REST.matcher(second);
        if (!begin.find() || !rest.lookingAt() || isNumberOfMore(rest.group(), second)) {
            return false;
        }
        String joined = begin.group() + rest.group();
        if (!IdShape.isInvestigate(joined)) {
            return false;
        }
        boolean alone = begin.group().equals(first) && rest.group().equals(second);
        return !IdShape.isInvestigate(rest.group())
                || (alone && joined.indexOf('-') <= IdShape.PART_USUAL);
    }

    /** Whether a number belongs to what follows it: {@code 3 mails}, {@code 2. A}. */
    private static boolean isNumberOfMore(String rest, String text) {
        return rest.chars().allMatch(c -> IdShape.isDigit((char) c)) && !isEnd(text);
    }

    private static String last(String line) {
        return line.length() <= LONGEST ? line : line.substring(line.length() - LONGEST);
    }

    private static String first(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
