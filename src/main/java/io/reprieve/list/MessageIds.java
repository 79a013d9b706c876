package io.reprieve.list;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Says whether a cell can be the id of a quarantined message. Cloudflare publishes neither pattern
 * nor length, so this refuses only what cannot be one, and says what it looks like instead. Safe
 * for use by several threads.
 */
public final class MessageIds {

    /** Longest id taken, in characters. A bound of ours: known ids have 16 or 45. */
    public static final int MAX_LENGTH = 200;

    private static final String WHERE = "the id stands in the column ID of the investigation page";

    /** For a cell in a list of ids that looks like none of them. */
    static final String UNLIKE = "does not look like an id, as others in this list do; " + WHERE;

    /** For a part of an id, or an id that something has grown into. */
    static final String PIECE =
            "is part of an id, or an id with something more or other signs in it; write the id whole, by itself, as the"
                    + " investigation page shows it";

    /** For a row of a dead letter that was not mended. */
    static final String WAS_NONE =
            "was no id when it was read before; write the right id in its place and empty its outcome";

    /** For a word that may be a postfix id. */
    static final String AMONG_WORDS =
            "may be a postfix id or a number of something else; write it on a line by itself, if it is an"
                    + " id";

    /** For a row whose cells do not stand below their headings. */
    static final String SHIFTED =
            "the row has more cells than there are headings, so its cells may have shifted; perhaps a separator"
                    + " stands in a cell without quotes";

    /** For an id that stands in another column than the row's own. */
    static String misplaced(String column) {
        return "stands in "
                + column
                + ", where no id is expected, so it was not sent; if it is meant, send it in a list of its own";
    }

    /** Values that programs write where there is none. */
    private static final Set<String> NOTHING =
            Set.of("null", "none", "nil", "nan", "n/a", "na", "undefined", "(null)");

    private static final Set<String> SPREADSHEET_ERRORS =
            Set.of(
                    "#N/A",
                    "#REF!",
                    "#NAME?",
                    "#VALUE!",
                    "#DIV/0!",
                    "#NUM!",
                    "#NULL!",
                    "#SPILL!",
                    "#CALC!",
                    "#FIELD!",
                    "#BLOCKED!",
                    "#CONNECT!",
                    "#BUSY!",
                    "#UNKNOWN!",
                    "#GETTING_DATA",
                    "#NV",
                    "#BEZUG!",
                    "#WERT!",
                    "#ZAHL!");

    private static final boolean[] ALLOWED = new boolean[128];

    static {
        for (char c = 0; c < ALLOWED.length; c++) {
            ALLOWED[c] = IdShape.isLetterOrDigit(c) || "-_:.+=/~".indexOf(c) >= 0;
        }
    }

    private MessageIds() {}

    /**
     * What came of a cell.
     *
     * @param id the id without the blanks and quotes around it; where there is a problem, the cell
     *     as it came, on one line and at most {@value #MAX_LENGTH} characters, with an ellipsis at
     *     the end of what was cut
     * @param problem null when the id can be one; else what the cell looks like and what to do
     */
    public record Verdict(String id, String problem) {}

    /** Judges a cell; null counts as an empty one. Never throws. */
    public static Verdict judge(String cell) {
        String came = cell == null ? "" : cell;
        String id = Quotes.strip(came);
        String problem = problem(id);
        return problem == null
                ? new Verdict(id, null)
                : new Verdict(TableCells.shown(came), problem);
    }

    /** Whether a cell is an id as it stands. False does not mean that it is none: then judge it. */
    static boolean isClean(String cell) {
        int length = cell.length();
        if (length < 26 || length > MAX_LENGTH) {
            return false;
        }
        byte before = 0;
        // What Latin-1 lacks becomes a question mark, which is not allowed either.
        for (byte c : cell.getBytes(StandardCharsets.ISO_8859_1)) {
            if (c < 0 || !ALLOWED[c] || (c == '/' && before == ':')) {
                return false;
            }
            before = c;
        }
        return IdShape.isLetterOrDigit(cell.charAt(0)) && !cell.startsWith("www.");
    }

    /** Whether programs write this where there is no value. */
    static boolean standsForNothing(String cell) {
        return NOTHING.contains(cell.toLowerCase(Locale.ROOT));
    }

    static boolean isSpreadsheetError(String cell) {
        return cell.startsWith("#") && SPREADSHEET_ERRORS.contains(cell.toUpperCase(Locale.ROOT));
    }

    /** Whether a spreadsheet has made something else of what may have been an id. */
    static boolean isDamaged(String bare) {
        return isSpreadsheetError(bare) || TextShapes.likeScientificNumber(bare);
    }

    private static String problem(String id) {
        if (id.isEmpty()) {
            return "the cell is empty; " + WHERE;
        }
        String other = somethingElse(id);
        if (other != null) {
            return other;
        }
        if (id.length() > MAX_LENGTH) {
            return "is " + id.length() + " characters long, an id has at most " + MAX_LENGTH;
        }
        String character = impossibleCharacter(id);
        return character != null ? character : placeholder(id);
    }

    private static String somethingElse(String id) {
        if (isSpreadsheetError(id)) {
            return "is a spreadsheet's error in place of an id; mend the sheet and export it again";
        }
        if (TextShapes.likeScientificNumber(id)) {
            return "was damaged by a spreadsheet, which took the id for a number; format the column"
                    + " as text, fill in the ids again and export again";
        }
        if (TextShapes.likeMessageIdHeader(id)) {
            return "looks like the mail's own Message-ID, which is not the quarantine id; " + WHERE;
        }
        if (TextShapes.likeUrl(id)) {
            return "looks like a web address, not like an id; " + WHERE;
        }
        if (id.indexOf('@') >= 0) {
            return "looks like a mail address, not like an id; " + WHERE;
        }
        return TextShapes.likeSeveralIds(id)
                ? "looks like several ids in one cell; write one id per row"
                : null;
    }

    private static String impossibleCharacter(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c >= 128 || !ALLOWED[c]) {
                return "contains "
                        + nameOf(id.codePointAt(i))
                        + ", which cannot be in an id; "
                        + WHERE;
            }
        }
        return null;
    }

    private static String nameOf(int codePoint) {
        if (codePoint == ' ') {
            return "a blank (U+0020)";
        }
        String name = Character.getName(codePoint);
        return String.format(Locale.ROOT, "U+%04X", codePoint)
                + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }

    private static String placeholder(String id) {
        if (NOTHING.contains(id.toLowerCase(Locale.ROOT))) {
            return "stands for no value; " + WHERE;
        }
        if (id.equalsIgnoreCase("true") || id.equalsIgnoreCase("false")) {
            return "is a yes or no, not an id; " + WHERE;
        }
        for (int i = 0; i < id.length(); i++) {
            if (IdShape.isLetterOrDigit(id.charAt(i))) {
                return null;
            }
        }
        return "has neither a letter nor a digit; " + WHERE;
    }
}
