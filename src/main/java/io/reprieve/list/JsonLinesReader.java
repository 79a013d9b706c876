package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.Reader;

/** Reads a JSON value a line. A line that is no JSON is a row with a problem. */
final class JsonLinesReader extends FetchingReader {

    private static final String BROKEN =
            "the line is not valid JSON; write one object a line, whole";

    private final LineReader lines;
    private final JsonRows rows;

    private JsonLinesReader(LineReader lines, JsonRows rows, ListFacts facts, ArchiveReader list) {
        super(rows.rows(), facts, list);
        this.lines = lines;
        this.rows = rows;
    }

    static FetchingReader open(ArchiveReader list, Reader text, JsonRows rows) {
        ListFacts facts = ListFacts.of("JSON lines").packedAs(list.packing());
        return new JsonLinesReader(new LineReader(text), rows, facts, list);
    }

    @Override
    boolean read() throws IOException {
        String line = lines.next();
        if (line != null && !TableCells.isBlank(line)) {
            read(line);
        }
        return line != null;
    }

    private void read(String line) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(line)) {
            parser.nextToken();
            JsonRows.Value value = rows.read(parser, null);
            if (parser.nextToken() == null) {
                value.settle(lines.line());
                return;
            }
        } catch (JsonProcessingException e) {
            // Told as the other kind of broken line is.
        }
        String bare = TableCells.strip(line);
        if (IdShape.isId(bare)) {
            rows.rows().value(lines.line(), bare, null);
            return;
        }
        // The ellipsis keeps half an id from being taken for one, should the row be sent again.
        rows.rows().refused(lines.line(), line + "\u2026", null, BROKEN);
    }
}
