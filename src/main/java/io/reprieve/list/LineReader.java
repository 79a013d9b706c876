package io.reprieve.list;

import java.io.IOException;
import java.io.Reader;

/** Reads lines that end with CR LF, LF or CR, of bounded length, and counts them. */
final class LineReader {

    private final Reader text;
    private final char[] buffer = new char[16 * 1024];
    private final StringBuilder pending = new StringBuilder();
    private int position;
    private int limit;
    private long line;
    private boolean afterReturn;

    LineReader(Reader text) {
        this.text = text;
    }

    /** The next line without its end, or null behind the last. */
    String next() throws IOException {
        pending.setLength(0);
        boolean any = false;
        while (fill()) {
            any = true;
            int from = position;
            while (position < limit && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            boolean ended = position < limit;
            if (ended && pending.isEmpty()) {
                return finished(new String(buffer, from, endOfLine() - from));
            }
            pending.append(buffer, from, (ended ? endOfLine() : position) - from);
            if (pending.length() > Limits.TEXT) {
                throw Limits.tooLong("The text", line + 1);
            }
            if (ended) {
                break;
            }
        }
        return any ? finished(pending.toString()) : null;
    }

    private String finished(String found) {
        line++;
        return found;
    }

    /** Steps over the end of a line and answers where it began. */
    private int endOfLine() {
        afterReturn = buffer[position] == '\r';
        return position++;
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            limit = Math.max(0, text.read(buffer));
            position = 0;
        }
        if (afterReturn && position < limit) {
            afterReturn = false;
            position += buffer[position] == '\n' ? 1 : 0;
            return position < limit || fill();
        }
        return limit > 0;
    }

    /** Number of the line read last, from 1. */
    long line() {
        return line;
    }
}
