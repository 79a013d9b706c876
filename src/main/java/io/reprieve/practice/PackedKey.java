package io.reprieve.practice;

/**
 * A message's key of up to 16 letters and digits in 12 bytes, exact: two halves of 8 characters in
 * base 63 (0 is "no character") are 48 bits each.
 *
 * @param high upper 64 of the 96 bits; never 0
 * @param low lower 32 bits
 */
record PackedKey(long high, int low) {

    private static final int BASE = 63;
    private static final int HALF = 8;
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The packed form, or null when the key has another shape. */
    static PackedKey of(String key) {
        if (key.isEmpty() || key.length() > 2 * HALF) {
            return null;
        }
        long left = half(key, 0);
        long right = half(key, HALF);
        return left < 0 || right < 0 ? null : new PackedKey(left << 16 | right >>> 32, (int) right);
    }

    /** The key that was packed. */
    String text() {
        StringBuilder text = new StringBuilder(2 * HALF);
        append(text, high >>> 16);
        append(text, (high & 0xFFFF) << 32 | low & 0xFFFFFFFFL);
        return text.toString();
    }

    private static long half(String key, int from) {
        long packed = 0;
        for (int at = from; at < from + HALF; at++) {
            int digit = at < key.length() ? digit(key.charAt(at)) : 0;
            if (digit < 0) {
                return -1;
            }
            packed = packed * BASE + digit;
        }
        return packed;
    }

    private static int digit(char character) {
        if (character >= '0' && character <= '9') {
            return character - '0' + 1;
        }
        if (character >= 'A' && character <= 'Z') {
            return character - 'A' + 11;
        }
        return character >= 'a' && character <= 'z' ? character - 'a' + 37 : -1;
    }

    private static void append(StringBuilder text, long half) {
        long divisor = 1;
        for (int i = 1; i < HALF; i++) {
            divisor *= BASE;
        }
        for (long rest = half; divisor > 0; divisor /= BASE) {
            int digit = (int) (rest / divisor);
            rest %= divisor;
            if (digit > 0) {
                text.append(DIGITS.charAt(digit - 1));
            }
        }
    }
}
