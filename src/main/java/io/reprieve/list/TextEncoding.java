package io.reprieve.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How a text's bytes become characters. Decided on its first bytes: a byte order mark, else UTF-8
 * if they are valid UTF-8, else Windows-1252, which every byte can be read as.
 *
 * @param charset the encoding
 * @param mark length of the byte order mark
 */
record TextEncoding(Charset charset, int mark) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    static TextEncoding of(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2);
        }
        return new TextEncoding(isUtf8(head) ? StandardCharsets.UTF_8 : WINDOWS, 0);
    }

    private static boolean startsWith(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] head) {
        // Not the end of input where the head is full: its last character may go on behind it.
        return !StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(
                        ByteBuffer.wrap(head),
                        CharBuffer.allocate(head.length),
                        head.length < Limits.HEAD)
                .isError();
    }

    /** The first characters, as far as the head reaches. */
    String sample(byte[] head) {
        String sample = new String(head, mark, head.length - mark, charset);
        boolean cut = head.length == Limits.HEAD && sample.endsWith("\uFFFD");
        return cut ? sample.substring(0, sample.length() - 1) : sample;
    }

    /** Reads the whole text, behind its byte order mark; malformed bytes become U+FFFD. */
    Reader reader(InputStream bytes) throws IOException {
        bytes.skipNBytes(mark);
        return new InputStreamReader(bytes, charset);
    }
}
