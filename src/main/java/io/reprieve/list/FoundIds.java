package io.reprieve.list;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids in a piece of text, whatever stands around them: {@code ID: A}, {@code <A>}, {@code A/B},
 * an address with A in it.
 *
 * @param certain investigate ids, in their order, each once
 * @param weak words that can be postfix ids and are no part of a certain one, each once
 * @param damaged what holds the time of an id but is none: a piece of one, or one that something
 *     has grown into. It is never sent
 * @param only whether nothing but ids and what parts them stands there
 */
record FoundIds(List<String> certain, List<String> weak, List<String> damaged, boolean only) {
    /** No ids at all. */
    static final FoundIds NONE = new FoundIds(List.of(), List.of(), List.of(), true);

    private static final int LONGEST_DAMAGED = 60;

    /** What a spreadsheet writes for a carriage return and the like: {@code _x000D_}. */
    private static final int CONTROL_LENGTH = 7;

    /** The ids in that text. */
    static FoundIds in(String cell) {
        String text = OtherSpelling.plain(cell);
        Set<String> certain = new LinkedHashSet<>();
        Set<String> parts = new HashSet<>();
        Set<String> damaged = new LinkedHashSet<>();
        StringBuilder rest = new StringBuilder();
        int kept = 0;
        for (int time = IdShape.nextTime(text, 0);
                time >= 0;
                time = IdShape.nextTime(text, Math.max(kept, time + 1))) {
            int start = startOfPart(text, kept, time);
            int end = IdShape.investigateEnd(text, time);
            boolean whole =
                    end > 0
                            && IdShape.isPartLength(time - start)
                            && !isGrownBefore(text, kept, start, time)
                            && !isGrownBehind(text, end);
            if (whole) {
                certain.add(text.substring(start, end));
                parts.add(text.substring(start, time));
            } else if (end < 0 && !IdShape.isPartLength(time - start)) {
                // A time behind some other word.
                continue;
            } else {
                start = start == time ? Halves.startBefore(text, kept, time) : start;
                end = Math.max(end, time + IdShape.TIME_LENGTH);
                int to = Math.min(end, start + LONGEST_DAMAGED);
                damaged.add(text.substring(start, to));
            }
            rest.append(text, Math.min(kept, start), start).append(' ');
            kept = end;
        }
        rest.append(text, kept, text.length());
        String words = Halves.takenOut(rest.toString(), damaged);
        Set<String> weak = new LinkedHashSet<>();
        boolean only = Words.collect(words, weak, damaged) && damaged.isEmpty();
        weak.removeAll(parts);
        return new FoundIds(List.copyOf(certain), List.copyOf(weak), List.copyOf(damaged), only);
    }

    boolean isEmpty() {
        return certain.isEmpty() && weak.isEmpty();
    }

    private static int startOfPart(String text, int from, int time) {
        int start = time;
        while (start > from && IdShape.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        return start + escaped(text, start, time);
    }

    /** Length of what belongs to an escape sequence before the id: {@code \n}, {@code =3D}. */
    private static int escaped(String text, int start, int time) {
        if (start == 0 || start == time) {
            return 0;
        }
        char before = text.charAt(start - 1);
        if (before == '\\') {
            return "nrtf".indexOf(text.charAt(start)) >= 0
                    ? 1
                    : text.charAt(start) == 'u' && time - start > 5 ? 5 : 0;
        }
        return before == '=' && text.startsWith("3D", start) ? 2 : 0;
    }

    /** Whether a letter of another alphabet, or something unseen, joins the id to more of it. */
    private static boolean isGrownBefore(String text, int kept, int start, int time) {
        if (start > 0 && text.charAt(start - 1) == 0) {
            // As "find -print0" writes: it parts whole ids, and nothing else.
            return start - 1 != kept;
        }
        if (start > 0 && start == kept && IdShape.isLetterOrDigit(text.charAt(start - 1))) {
            // Another id ends within what may be the first part of this one.
            return true;
        }
        return start > 0 && (isLetterOrUnseen(text, start - 1, -1) || isBroken(text, start, time));
    }

    /** Whether the word before can be the beginning of the id, which a blank has parted. */
    private static boolean isBroken(String text, int start, int time) {
        int end = start - 1;
        int from = end;
        boolean letter = false;
        boolean digit = false;
        while (from > 0 && IdShape.isLetterOrDigit(text.charAt(from - 1))) {
            from--;
            digit |= IdShape.isDigit(text.charAt(from));
            letter |= !IdShape.isDigit(text.charAt(from));
        }
        // A number before an id that itself begins with one is the number of a line.
        boolean may = digit && (letter || !IdShape.isDigit(text.charAt(start)));
        return text.charAt(end) == ' ' && may && end - from + time - start <= IdShape.PART_USUAL;
    }

    private static boolean isGrownBehind(String text, int end) {
        if (end == text.length()) {
            return false;
        }
        char c = text.charAt(end);
        char next = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
        return switch (c) {
            case '_' -> !isControl(text, end) && IdShape.isDigit(next);
            case '-' -> IdShape.isDigit(next) && !isId(text, end + 1);
            case '.' -> next == '.' || (IdShape.isDigit(next) && !isId(text, end + 1));
            // A soft line break of a mail.
            case '=' -> TableCells.isBlank(next);
            case 0 -> end + 1 < text.length() && !isId(text, end + 1);
            case '\u2026', '\uFFFD' -> true;
            case '\r', '\n' -> goesOn(text, end);
            case ',', '\'', ' ', '\u00A0', '\u202F', '\u2019' -> isGrouped(text, end);
            default -> IdShape.isLetterOrDigit(c) || isLetterOrUnseen(text, end, 1);
        };
    }

    /** Whether a spreadsheet has parted the digits of the last number by thousands. */
    private static boolean isGrouped(String text, int end) {
        int digits = 0;
        while (IdShape.isDigit(text.charAt(end - digits - 1))) {
            digits++;
        }
        int behind = 0;
        while (end + 1 + behind < text.length() && IdShape.isDigit(text.charAt(end + 1 + behind))) {
            behind++;
        }
        return digits <= 3 && behind == 3;
    }

    /** Whether behind a line end stands a number alone, which may be the rest of the id's. */
    private static boolean goesOn(String text, int end) {
        int from = end;
        while (from < text.length() && TableCells.isBlank(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && IdShape.isDigit(text.charAt(to))) {
            to++;
        }
        return to > from && (to == text.length() || TableCells.isBlank(text.charAt(to)));
    }

    private static boolean isControl(String text, int at) {
        return at + CONTROL_LENGTH <= text.length()
                && text.charAt(at + 1) == 'x'
                && text.charAt(at + CONTROL_LENGTH - 1) == '_';
    }

    private static boolean isId(String text, int from) {
        int part = from;
        while (part < text.length() && IdShape.isLetterOrDigit(text.charAt(part))) {
            part++;
        }
        return IdShape.isPartLength(part - from) && IdShape.investigateEnd(text, part) > 0;
    }

    private static boolean isLetterOrUnseen(String text, int at, int step) {
        char c = text.charAt(at);
        if (c < 0x80) {
            return isOddControl(c);
        }
        int beyond = at + step;
        boolean unseen =
                Character.getType(c) == Character.FORMAT
                        && beyond >= 0
                        && beyond < text.length()
                        && IdShape.isLetterOrDigit(text.charAt(beyond));
        return unseen || (Character.isLetterOrDigit(c) && Words.needsBlanks(c));
    }

    /** Controls that part nothing: those that do are line ends, tabs and separators (FS to US). */
    private static boolean isOddControl(char c) {
        return c < '\t' || (c > '\r' && c < 0x1C) || c == 0x7F;
    }

    /** The words between what parts them. */
    private static final class Words {
        private Words() {}

        /**
         * Collects what can be postfix ids, and what has been cut off behind one.
         *
         * @return whether no other word stands there
         */
        static boolean collect(String text, Set<String> weak, Set<String> damaged) {
            boolean only = true;
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || !belongsToWord(text.charAt(i))) {
                    only &= take(text, from, i, weak, damaged);
                    only &= i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
                    from = i + 1;
                }
            }
            return only;
        }

        private static boolean take(
                String text, int from, int to, Set<String> weak, Set<String> damaged) {
            int start = from;
            int end = to;
            while (start < end && "-_.~".indexOf(text.charAt(start)) >= 0) {
                start++;
            }
            while (end > start && "-_.~".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            if (start == end) {
                return true;
            }
            String word = text.substring(start, end);
            if (!IdShape.isPostfix(word)) {
                return false;
            }
            (isCut(text, from, start, end, to) ? damaged : weak).add(word);
            return true;
        }

        /** Whether a hyphen leads on behind the word and, no list's mark, none stands before it. */
        private static boolean isCut(String text, int from, int start, int end, int to) {
            return end < to
                    && text.charAt(end) == '-'
                    && (start == from || text.charAt(start - 1) != '-');
        }

        private static boolean belongsToWord(char c) {
            return IdShape.isLetterOrDigit(c)
                    || "-_.~@%".indexOf(c) >= 0
                    || (c > 0x7F
                            && (Character.getType(c) == Character.FORMAT
                                    || (Character.isLetterOrDigit(c) && needsBlanks(c))));
        }

        /** Whether words of this letter's writing are parted by blanks. */
        static boolean needsBlanks(char c) {
            return !Character.isIdeographic(c) && (c < 0x3040 || c > 0x30FF);
        }
    }
}
