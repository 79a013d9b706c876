package io.reprieve.list;

/** Addresses of cells, as in {@code B7}. */
final class CellAddress {

    private CellAddress() {}

    /** The column of an address, from 0; beyond every sheet for what has none. */
    static int column(String address) {
        int column = 0;
        int i = 0;
        while (i < address.length() && i < 4 && isLetter(address.charAt(i))) {
            column = column * 26 + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
            i++;
        }
        return column == 0 || (i < address.length() && isLetter(address.charAt(i)))
                ? Integer.MAX_VALUE
                : column - 1;
    }

    /** The row of an address, from 1; 0 for what has none. */
    static int row(String address) {
        int row = 0;
        for (int i = 0; i < address.length() && row < 10_000_000; i++) {
            char c = address.charAt(i);
            row = IdShape.isDigit(c) ? row * 10 + c - '0' : row;
        }
        return row;
    }

    /** Letters of a column from 0: A for the first. */
    static String letters(int column) {
        String letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters = (char) ('A' + (rest - 1) % 26) + letters;
        }
        return letters;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
