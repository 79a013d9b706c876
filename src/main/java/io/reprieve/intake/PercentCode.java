package io.reprieve.intake;

/** Characters of addresses that are written as {@code %3A}. */
final class PercentCode {
    private PercentCode() {}

    /** The text with what is written so in plain; the same text where nothing is. */
    static String decoded(String text) {
        int percent = text.indexOf('%');
        if (percent < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        for (; percent >= 0; percent = text.indexOf('%', percent + 1)) {
            int code = code(text, percent + 1);
            if (code >= ' ' && code < 0x7F) {
                decoded.append(text, from, percent).append((char) code);
                from = percent + 3;
            }
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static int code(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
