package io.reprieve.report.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of a CSV file after the other (RFC 4180, UTF-8, CRLF), each in the same buffer. Cells
 * that come again can be kept encoded. For one thread.
 */
final class CsvLine {
    private static final byte[] END = {'\r', '\n'};

    private byte[] bytes = new byte[1024];
    private int size;
    private boolean isFirst = true;

    /** Adds a cell. */
    void add(String cell) {
        begin();
        byte[] encoded = cell.getBytes(StandardCharsets.UTF_8);
        for (byte b : encoded) {
            if (b == ',' || b == '"' || b == '\r' || b == '\n') {
                addQuoted(cell);
                return;
            }
        }
        put(encoded);
    }

    /** Adds a cell of words from anywhere, harmless as {@link CsvCells#words} makes them. */
    void addWords(String words) {
        byte[] encoded = words.getBytes(StandardCharsets.UTF_8);
        if (CsvCells.arePlain(encoded)) {
            add(encoded);
        } else {
            add(CsvCells.words(words));
        }
    }

    /** Adds cells that were {@link #take taken} before. */
    void add(byte[] cells) {
        begin();
        put(cells);
    }

    /** The cells so far, encoded; a new line begins. */
    byte[] take() {
        byte[] cells = Arrays.copyOf(bytes, size);
        clear();
        return cells;
    }

    /** Writes the line; a new one begins. */
    void writeTo(OutputStream out) throws IOException {
        put(END);
        out.write(bytes, 0, size);
        clear();
    }

    private void clear() {
        size = 0;
        isFirst = true;
    }

    private void begin() {
        if (!isFirst) {
            room(1);
            bytes[size++] = ',';
        }
        isFirst = false;
    }

    private void addQuoted(String cell) {
        String text = '"' + cell.replace("\"", "\"\"") + '"';
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] some) {
        room(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
