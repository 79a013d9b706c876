package io.reprieve.list;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an XML part before a parser sees them. A parser holds a tag or a text until it ends,
 * and compares each attribute of a tag with all others; so both are bounded here. Keeps track of
 * quotes, comments and CDATA, because what looks like a tag in them is none.
 */
final class TagBoundStream extends FilterInputStream {

    private static final long MAX_BYTES = 2L * Limits.TEXT;
    private static final int MAX_ATTRIBUTES = 200;

    private static final String CDATA = "[CDATA[";
    private static final String COMMENT = "--";

    private enum Place {
        TEXT,
        TAG,
        QUOTED,
        OTHER_QUOTED,
        /** Behind {@code <!}: what it begins is to be seen. */
        DECLARATION,
        COMMENT,
        CDATA
    }

    private Place place = Place.TEXT;
    private int attributes;

    /** Bytes since the tag or text began. */
    private long pending;

    /** Bytes of what ends a comment or CDATA, or begins a declaration, that came so far. */
    private int matched;

    private String declared = "";

    /** Whether the next byte is the first of a tag. */
    private boolean first;

    TagBoundStream(InputStream part) {
        super(part);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        int end = offset + count;
        for (int at = offset; at < end; ) {
            int next =
                    switch (place) {
                        case TEXT -> text(buffer, at, end);
                        case TAG -> tag(buffer, at, end);
                        case QUOTED -> quoted(buffer, at, end, '"');
                        case OTHER_QUOTED -> quoted(buffer, at, end, '\'');
                        case DECLARATION -> declaration(buffer, at);
                        case COMMENT -> until(buffer, at, '-');
                        case CDATA -> until(buffer, at, ']');
                    };
            pending += next - at;
            if (pending > MAX_BYTES) {
                throw new UnreadableListException(
                        "The workbook has a cell of more than 2 MiB, which no list of ids needs. Save the sheet with the ids"
                                + " as CSV and send that.");
            }
            at = next;
        }
        return count;
    }

    private int text(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end && buffer[at] != '<') {
            at++;
        }
        if (at == end) {
            return end;
        }
        place = Place.TAG;
        attributes = 0;
        pending = 0;
        first = true;
        return at + 1;
    }

    private int tag(byte[] buffer, int from, int end) {
        if (first && buffer[from] == '!') {
            place = Place.DECLARATION;
            matched = 0;
            return from + 1;
        }
        first = false;
        for (int at = from; at < end; at++) {
            switch (buffer[at]) {
                case '>' -> place = Place.TEXT;
                case '"' -> place = Place.QUOTED;
                case '\'' -> place = Place.OTHER_QUOTED;
                case '=' -> attributes++;
                default -> {
                    continue;
                }
            }
            if (attributes > MAX_ATTRIBUTES) {
                throw Workbooks.tooMuch("more than 200 attributes in one tag");
            }
            if (place != Place.TAG) {
                pending = place == Place.TEXT ? 0 : pending;
                return at + 1;
            }
        }
        return end;
    }

    private int quoted(byte[] buffer, int from, int end, char quote) {
        int at = from;
        while (at < end && buffer[at] != quote) {
            at++;
        }
        place = at < end ? Place.TAG : place;
        return Math.min(end, at + 1);
    }

    /** One byte of what stands behind {@code <!}: a comment, CDATA, or another tag. */
    private int declaration(byte[] buffer, int at) {
        char c = (char) (buffer[at] & 0xFF);
        String known = matched == 0 ? (c == '-' ? COMMENT : CDATA) : declared;
        if (c != known.charAt(matched)) {
            place = Place.TAG;
            first = false;
            return at;
        }
        declared = known;
        if (++matched == known.length()) {
            place = known.equals(COMMENT) ? Place.COMMENT : Place.CDATA;
            matched = 0;
        }
        return at + 1;
    }

    /** One byte of what ends with that twice, and {@code >}. */
    private int until(byte[] buffer, int at, char twice) {
        byte c = buffer[at];
        if (c == '>' && matched >= 2) {
            place = Place.TEXT;
            pending = 0;
        }
        matched = c == twice ? matched + 1 : 0;
        return at + 1;
    }
}
