package io.reprieve.list;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts that the cells of a workbook share. Held as UTF-8, because there may be a million of
 * them in a small heap.
 */
final class SharedStrings {

    /** Most memory for them: enough for a million ids, and fits a heap of 256 MB. */
    private static final long MAX_MEMORY = 112L << 20;

    /** What a text takes beside its bytes. */
    private static final int OVERHEAD = 24;

    private final List<byte[]> texts = new ArrayList<>();
    private long memory;

    /** None. */
    SharedStrings() {}

    /** Reads those of a part. */
    SharedStrings(XmlPart part) {
        StringBuilder text = new StringBuilder();
        for (int event = part.next(); event != XmlPart.END_OF_PART; event = part.next()) {
            if (event == XmlPart.START && part.name().equals("si")) {
                text.setLength(0);
                richText(part, text);
                add(text.toString());
                part.worth();
            }
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory += OVERHEAD + bytes.length;
        if (memory > MAX_MEMORY) {
            throw Workbooks.tooMuch("more texts than fit the memory");
        }
        texts.add(bytes);
    }

    /** Adds the text of a cell or shared string, but for its notes on how to say it aloud. */
    static void richText(XmlPart part, StringBuilder to) {
        int inside = part.depth();
        while (part.depth() >= inside) {
            if (part.next() == XmlPart.START) {
                if (part.name().equals("t")) {
                    part.text(to);
                } else if (part.name().equals("rPh")) {
                    part.skip();
                }
            }
        }
    }

    /**
     * The text with that index.
     *
     * @throws UnreadableListException when there is none
     */
    String get(CharSequence index) {
        int number = 0;
        boolean digits = index.length() > 0 && index.length() < 10;
        for (int i = 0; i < index.length() && digits; i++) {
            digits = IdShape.isDigit(index.charAt(i));
            number = number * 10 + index.charAt(i) - '0';
        }
        if (!digits || number >= texts.size()) {
            throw Workbooks.tooMuch("cells whose text is missing");
        }
        return EscapedText.unescaped(new String(texts.get(number), StandardCharsets.UTF_8));
    }
}
