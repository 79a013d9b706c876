package io.reprieve.list;

/** Undoes how workbooks write what XML cannot say: {@code _x000D_} for a carriage return. */
final class EscapedText {

    private static final int LENGTH = 7;

    private EscapedText() {}

    /** The text that was meant. An underscore before what only looks escaped is {@code _x005F_}. */
    static String unescaped(String text) {
        int from = text.indexOf("_x");
        if (from < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int copied = 0;
        while (from >= 0) {
            int code = code(text, from);
            if (code >= 0) {
                plain.append(text, copied, from).append((char) code);
                copied = from + LENGTH;
            }
            from = text.indexOf("_x", code >= 0 ? copied : from + 1);
        }
        return plain.append(text, copied, text.length()).toString();
    }

    private static int code(String text, int at) {
        if (at + LENGTH > text.length() || text.charAt(at + LENGTH - 1) != '_') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + LENGTH - 1; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
