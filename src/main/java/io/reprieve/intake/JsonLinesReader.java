package io.reprieve.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Reads a JSON value a line. A line that is no JSON is a row with a problem. */
final class JsonLinesReader extends FetchingReader {

    private static final String BROKEN =
            "the line is not valid JSON; write one object a line, whole";

    private final LineReader lines;
    private final JsonRows rows;

    private JsonLinesReader(LineReader lines, JsonRows rows, ListFacts facts, Unpacked list) {
        super(facts, list);
        this.lines = lines;
        this.rows = rows;
    }

    static RowReader open(Unpacked list, TextEncoding encoding, ColumnFinder columns)
            throws IOException {
        ListFacts facts = ListFacts.of("JSON lines").packedAs(list.packing());
        LineReader lines = new LineReader(encoding.reader(list.openHeld()));
        return new JsonLinesReader(lines, new JsonRows(columns), facts, list);
    }

    @Override
    Row fetch() throws IOException {
        String line = lines.next();
        while (line != null && Cells.isBlank(line)) {
            line = lines.next();
        }
        return line == null ? null : row(line);
    }

    private Row row(String line) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(line)) {
            parser.nextToken();
            Row row = rows.read(parser, lines.line(), null);
            return parser.nextToken() == null ? row : Row.refused(lines.line(), line, null, BROKEN);
        } catch (JsonProcessingException e) {
            return Row.refused(lines.line(), line, null, BROKEN);
        }
    }
}
