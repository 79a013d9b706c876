package io.reprieve.list;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * The characters of a JSON text, without what programs put around it: the head of an answer ({@code
 * curl -i}), byte order marks, record separators (RFC 7464).
 *
 * @param encoding how bytes become characters
 * @param head characters before the JSON
 */
record JsonText(TextEncoding encoding, int head) {
    private static final char MARK = '\uFEFF';
    private static final char RECORD = 0x1E;

    /** The text that begins with that sample. */
    static JsonText of(TextEncoding encoding, String sample) {
        return new JsonText(encoding, headOf(sample));
    }

    /** Length of the heads of answers, one behind the other; 0 where JSON does not follow. */
    private static int headOf(String sample) {
        int from = 0;
        while (sample.startsWith("HTTP/", from)) {
            int end = sample.indexOf("\r\n\r\n", from);
            int plain = sample.indexOf("\n\n", from);
            if (end < 0 && plain < 0) {
                return 0;
            }
            from = end >= 0 && (plain < 0 || end < plain) ? end + 4 : plain + 2;
        }
        String rest =
                TableCells.strip(sample.substring(from, Math.min(sample.length(), from + 100)));
        return rest.startsWith("{") || rest.startsWith("[") ? from : 0;
    }

    /** That part of the sample which is JSON. */
    String sample(String sample) {
        return sample.substring(head).replace(MARK, ' ').replace(RECORD, ' ');
    }

    /** Reads all of it. */
    Reader reader(InputStream bytes) throws IOException {
        Reader text = encoding.reader(bytes);
        for (long left = head; left > 0; ) {
            left -= text.skip(left);
        }
        return new Clean(text);
    }

    private static final class Clean extends FilterReader {
        Clean(Reader text) {
            super(text);
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            for (int i = offset; i < offset + count; i++) {
                if (buffer[i] == MARK || buffer[i] == RECORD) {
                    buffer[i] = ' ';
                }
            }
            return count;
        }
    }
}
