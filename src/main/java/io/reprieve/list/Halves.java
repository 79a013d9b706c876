package io.reprieve.list;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * First parts of investigate ids whose rest somebody has changed: blanks, slashes or codes in place
 * of hyphens, a small t. By itself such a part looks like a postfix id.
 */
final class Halves {
    /** What stands in the place of a hyphen or colon. */
    private static final String SIGN =
            "(?:=2D|=3A|&#?[a-z0-9]{1,8};|%[0-9a-f]{2}|[^\\p{L}\\p{N}]{1,4})";

    private static final String DATE = "\\d{4}" + SIGN + "\\d\\d" + SIGN + "\\d\\d";

    /** A date that a sign joins to what stands before, with a time and a number or without. */
    private static final Pattern JOINED =
            Pattern.compile(
                    "(?:=2D|&#?[a-z0-9]{1,8};|[-_.~=+\\\\\\p{Cf}]{1,4})"
                            + DATE
                            + "[-T\\d:.Z]*(?:"
                            + SIGN
                            + "?t?[\\d:.]{2,12})?(?:-\\d+)?",
                    Pattern.CASE_INSENSITIVE);

    /** A date apart from what stands before, with a time to which a number is joined. */
    private static final Pattern APART =
            Pattern.compile(
                    SIGN
                            + DATE
                            + "(?:"
                            + SIGN
                            + "|t){1,2}\\d\\d"
                            + SIGN
                            + "\\d\\d"
                            + SIGN
                            + "\\d\\d\\s?(?:=2D|&#?[a-z0-9]{1,8};|[-_/.~+\\\\\\p{Cf}]{1,2})\\s?\\d+",
                    Pattern.CASE_INSENSITIVE);

    /** Length of the shortest that can follow. */
    private static final int SHORTEST = 11;

    private static final int LONGEST = 100;

    private Halves() {}

    /** The text without such parts and what can be their rest, which are added to the others. */
    static String takenOut(String text, Collection<String> into) {
        StringBuilder left = null;
        int kept = 0;
        for (int from = 0; from + IdShape.PART_MIN + SHORTEST <= text.length(); ) {
            int end = from;
            while (end < text.length() && IdShape.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            int rest = IdShape.isPartLength(end - from) ? endOfRest(text, from, end) : end;
            if (rest > end) {
                into.add(text.substring(from, rest));
                left = left == null ? new StringBuilder(text.length()) : left;
                left.append(text, kept, from).append(' ');
                kept = rest;
            }
            from = rest > end ? rest : end + 1;
        }
        return left == null ? text : left.append(text, kept, text.length()).toString();
    }

    private static int endOfRest(String text, int from, int at) {
        String part = text.substring(from, at);
        if (at + SHORTEST > text.length() || !IdShape.isPostfix(part)) {
            return at;
        }
        int most = Math.min(text.length(), at + LONGEST);
        Matcher apart = APART.matcher(text).region(at, most);
        Matcher joined = JOINED.matcher(text).region(at, most);
        boolean is = IdShape.isLikelyPostfix(part) && joined.lookingAt();
        return apart.lookingAt() ? apart.end() : is ? joined.end() : at;
    }

    /** Where the word begins that signs part from the time behind it; the time where none does. */
    static int startBefore(String text, int from, int time) {
        int end = time;
        while (end > from && time - end < 3 && !IdShape.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > from && IdShape.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        return IdShape.isPostfix(text.substring(start, end)) ? start : time;
    }
}
