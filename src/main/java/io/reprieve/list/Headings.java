package io.reprieve.list;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headings of columns and names of JSON fields, compared without regard to capitals, blanks, _ and
 * -.
 */
final class Headings {

    /** What {@link #rank} answers for a heading that names no id. */
    static final int NONE = Integer.MAX_VALUE;

    /** Headings of an id, the preferred first. */
    private static final List<String> IDS =
            List.of("investigateid", "investigationid", "id", "quarantineid", "postfixid");

    /** Of these, two in one table say no more than one another. */
    private static final Set<String> EQUAL = Set.of("id", "quarantineid");

    private static final int LONGEST_SHOWN = 60;
    private static final int MAX_SHOWN = 20;

    private Headings() {}

    /** The heading as it is compared. */
    static String loose(String heading) {
        String bare = Quotes.strip(heading);
        StringBuilder loose = new StringBuilder(Math.min(bare.length(), 64));
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c != '_' && c != '-' && !TableCells.isBlank(c)) {
                loose.append(c);
            }
        }
        return loose.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * The place of a heading among those that name an id, from 0; {@link #NONE} when it names none.
     */
    static int rank(String heading) {
        if (heading.length() > LONGEST_SHOWN) {
            return NONE;
        }
        int rank = IDS.indexOf(loose(heading));
        return rank < 0 ? NONE : rank;
    }

    /** Whether two headings name the id alike, so that neither says that it is meant rather. */
    static boolean areEqual(String one, String other) {
        return EQUAL.contains(loose(one)) && EQUAL.contains(loose(other));
    }

    /** How to name a column in a reason. */
    static String column(List<String> names, int column) {
        String number = "column " + (column + 1);
        if (column < 0 || column >= names.size()) {
            return number;
        }
        String name = shown(names.get(column), column + 1);
        boolean again =
                names.stream().filter(n -> loose(n).equals(loose(names.get(column)))).count() > 1;
        return name.startsWith("(") || again ? number : "column \"" + name + "\"";
    }

    static boolean isAccount(String heading) {
        return heading.length() <= LONGEST_SHOWN && loose(heading).equals("account");
    }

    static boolean isMessageId(String heading) {
        return heading.length() <= LONGEST_SHOWN && loose(heading).equals("messageid");
    }

    /**
     * The headings for a reason. What looks like content rather than like a heading is not
     * repeated, because a first row without headings holds subjects and addresses.
     */
    static String shown(List<String> headings) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(headings.size(), MAX_SHOWN); i++) {
            shown.append(i == 0 ? "" : ", ").append(shown(headings.get(i), i + 1));
        }
        int more = headings.size() - MAX_SHOWN;
        return shown.append(more > 0 ? " and " + more + " more" : "").toString();
    }

    private static String shown(String heading, int number) {
        String bare = TableCells.onOneLine(Quotes.strip(heading), LONGEST_SHOWN + 1);
        boolean content =
                bare.isEmpty()
                        || bare.length() > LONGEST_SHOWN
                        || bare.indexOf('@') >= 0
                        || IdShape.isId(bare)
                        || IdShape.isDigit(bare.charAt(0));
        return content ? "(column " + number + " without heading)" : bare;
    }
}
