package io.reprieve.intake;

import java.util.regex.Pattern;

/** Pieces of an id that a line end, of a mail program for instance, has broken in two. */
final class Pieces {
    private static final Pattern HEAD =
            Pattern.compile("[A-Za-z0-9]{6,40}-\\d{4}-\\d\\d-\\d\\d(T[\\d:]*-?)?");
    private static final Pattern TAIL = Pattern.compile("[-\\dT:]*T?\\d\\d:\\d\\d(:\\d\\d)?-\\d*");
    private static final Pattern QUOTED = Pattern.compile("^[>\\s]+");

    private Pieces() {}

    /** Whether a text is a piece of an investigate id, and cannot be anything else. */
    static boolean is(String text) {
        return text.length() < 60 && (HEAD.matcher(text).matches() || TAIL.matcher(text).matches());
    }

    /**
     * Whether two lines, one behind the other, are one id: together they are, and by themselves at
     * least one is none.
     */
    static boolean areOneId(String line, String next) {
        if (next.length() > 120) {
            return false;
        }
        String first = QUOTED.matcher(line).replaceFirst("").strip();
        String second = QUOTED.matcher(next).replaceFirst("").strip();
        if (first.isEmpty() || second.isEmpty() || first.length() + second.length() > 100) {
            return false;
        }
        String joined =
                (first.endsWith("=") ? first.substring(0, first.length() - 1) : first) + second;
        if (!IdShape.isInvestigate(joined)) {
            return false;
        }
        return !IdShape.isInvestigate(second) || joined.indexOf('-') <= IdShape.PART_USUAL;
    }
}
