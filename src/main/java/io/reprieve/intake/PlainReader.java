package io.reprieve.intake;

import java.io.IOException;
import java.io.Reader;

/** Reads one id a line. Blank lines and lines that start with # do not count. */
final class PlainReader extends FetchingReader {

    private final LineReader lines;
    private final long skipped;
    private boolean header;

    PlainReader(Reader text, TextLayout layout, ListFacts facts, Unpacked source) {
        super(facts, source);
        lines = new LineReader(text);
        skipped = layout.skippedLines();
        header = layout.columns().header();
    }

    @Override
    Row fetch() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (lines.line() <= skipped || Cells.isBlank(line) || Cells.isComment(line)) {
                continue;
            }
            if (!header) {
                return Row.judged(lines.line(), line, null);
            }
            header = false;
        }
        return null;
    }
}
