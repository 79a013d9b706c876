package io.reprieve.list;

/**
 * Which columns of a table matter.
 *
 * @param header whether the first row holds headings
 * @param ids indexes of the columns with ids, from 0, in the order in which they are asked; at
 *     least one
 * @param account index of the column with the account, or -1
 * @param width number of headings; a longer row has lost the quotes around a separator. 0 without
 *     headings
 */
record Columns(boolean header, int[] ids, int account, int width) {

    /** None known so far. */
    static final Columns NONE = new Columns(false, new int[0], -1, 0);

    /** Whether they were found by headings, so that other headings may follow. */
    boolean isHeaded() {
        return header;
    }

    static Columns single(boolean header, int column) {
        return new Columns(header, new int[] {column}, -1, 0);
    }

    /** Position of a column in {@link #ids}, or -1. */
    int positionOf(int column) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == column) {
                return i;
            }
        }
        return -1;
    }
}
