package io.reprieve.list;

import java.io.IOException;
import java.io.Reader;

/** Reads a text line by line. Blank lines and lines that start with # do not count. */
final class PlainReader extends FetchingReader {
    private final LineReader lines;
    private final long skipped;
    private boolean header;

    PlainReader(
            Reader text, TextLayout layout, RowMaker rows, ListFacts facts, ArchiveReader source) {
        super(rows, facts, source);
        lines = new LineReader(text);
        skipped = layout.skippedLines();
        header = layout.columns().header();
    }

    @Override
    boolean read() throws IOException {
        String line = lines.next();
        if (line == null) {
            return false;
        }
        if (lines.line() <= skipped) {
            return true;
        }
        if (header && !TableCells.isBlank(line) && !TableCells.isComment(line)) {
            header = false;
        } else {
            rows().line(lines.line(), line);
        }
        return true;
    }
}
