package io.reprieve.domain;

/**
 * Words of outsiders (names, ids, answers, subjects) fit to stand among words of ours, in a log, on
 * a terminal or on a page: they keep to one line, start no escape sequence, and do not turn or hide
 * what stands beside them.
 */
public final class PlainText {
    private static final char INSTEAD = '?';

    private PlainText() {}

    /**
     * The words on one line; null for null. Line ends, controls, and marks that show nothing are
     * each a question mark.
     */
    public static String line(String words) {
        return clean(words, false);
    }

    /** The same of words that have lines, which stay; so do tabs. */
    public static String lines(String words) {
        return clean(words, true);
    }

    private static String clean(String words, boolean keepsLines) {
        if (words == null) {
            return null;
        }
        StringBuilder clean = null;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            boolean stays = keepsLines && (c == '\n' || c == '\t' || c == '\r');
            if (!stays && isActive(c)) {
                clean = clean == null ? new StringBuilder(words) : clean;
                clean.setCharAt(i, INSTEAD);
            }
        }
        return clean == null ? words : clean.toString();
    }

    private static boolean isActive(char c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
