package io.reprieve.list;

/**
 * Characters of ids as other programs write them: {@code %3A} in addresses, {@code &#45;} in pages,
 * the hyphens of word processors, full-width forms of East Asian keyboards.
 */
final class OtherSpelling {
    private static final int FULL_WIDTH = 0xFEE0;
    private static final int MAX_ROUNDS = 3;
    private static final int MAX_DIGITS = 5;

    private OtherSpelling() {}

    /** The text with what is written so in plain; the same text where nothing is. */
    static String plain(String text) {
        String plain = text;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '&' || (c > 0x7F && plain(c) != c)) {
                plain = decoded(text);
                break;
            }
        }
        // An address within an address has %253A.
        for (int i = 1; i < MAX_ROUNDS && plain.indexOf('%') >= 0; i++) {
            plain = decoded(plain);
        }
        return plain;
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = i + 1;
            int code = -1;
            if (c == '%') {
                end = i + 3;
                code = number(text, i + 1, end, 16);
            } else if (c == '&' && text.startsWith("&#", i)) {
                boolean hex = i + 2 < text.length() && (text.charAt(i + 2) | 0x20) == 'x';
                int from = hex ? i + 3 : i + 2;
                int semicolon = from;
                while (semicolon < Math.min(text.length(), from + MAX_DIGITS)
                        && text.charAt(semicolon) != ';') {
                    semicolon++;
                }
                end = semicolon + 1;
                code =
                        text.startsWith(";", semicolon)
                                ? number(text, from, semicolon, hex ? 16 : 10)
                                : -1;
            }
            if (code >= ' ' && code <= Character.MAX_VALUE && code != 0x7F) {
                decoded.append(plain((char) code));
                i = end - 1;
            } else {
                decoded.append(plain(c));
            }
        }
        return decoded.toString();
    }

    private static char plain(char c) {
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return (char) (c - FULL_WIDTH);
        }
        boolean hyphen =
                (c >= 0x2010 && c <= 0x2015)
                        || c == 0x2212
                        || c == 0x2043
                        || c == 0x207B
                        || c == 0xFE58
                        || c == 0xFE63;
        boolean colon = c == 0xFE55 || c == 0x2236 || c == 0xA789;
        return hyphen ? '-' : colon ? ':' : c;
    }

    private static int number(String text, int from, int to, int radix) {
        if (to > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || text.charAt(i) > 0x7F) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
