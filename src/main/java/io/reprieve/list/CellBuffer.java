package io.reprieve.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of one row, kept without making texts of them. Used again for each row. */
final class CellBuffer {
    private char[] text = new char[1024];
    private int[] ends = new int[32];
    private int count;

    void clear() {
        count = 0;
    }

    void add(char[] buffer, int offset, int length) {
        int from = start(count);
        if (from + length > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, from + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        System.arraycopy(buffer, offset, text, from, length);
        ends[count++] = from + length;
    }

    /** How many cells there are. */
    int size() {
        return count;
    }

    /** Length of all cells together. */
    int length() {
        return start(count);
    }

    private int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    /** A cell, without blanks at its ends where it has some. */
    String stripped(int cell) {
        int from = start(cell);
        int to = ends[cell];
        while (to > from && text[to - 1] == ' ') {
            to--;
        }
        while (from < to && text[from] == ' ') {
            from++;
        }
        return new String(text, from, to - from);
    }

    /** All of them. */
    List<String> cells() {
        List<String> cells = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            cells.add(new String(text, start(i), ends[i] - start(i)));
        }
        return cells;
    }

    /** Whether a cell but that one may hold an investigate id. */
    boolean othersMayHoldIds(int cell) {
        int behind = ends[cell];
        return IdShape.mayHoldInvestigate(text, 0, start(cell))
                || IdShape.mayHoldInvestigate(text, behind, length() - behind);
    }
}
