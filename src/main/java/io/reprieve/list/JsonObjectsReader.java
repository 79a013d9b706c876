package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Reads JSON values that stand one after another and may each go over several lines. */
final class JsonObjectsReader extends FetchingReader {

    private final JsonParser parser;
    private final JsonRows rows;

    /** The parser stands at the first value. */
    JsonObjectsReader(JsonParser parser, JsonRows rows, ListFacts facts, ArchiveReader source) {
        super(rows.rows(), facts, source);
        this.parser = parser;
        this.rows = rows;
    }

    @Override
    boolean read() throws IOException {
        try {
            if (parser.currentToken() == null) {
                return false;
            }
            long line = parser.currentTokenLocation().getLineNr();
            rows.read(parser, null).settle(line);
            parser.nextToken();
            return true;
        } catch (JsonProcessingException e) {
            throw Json.damaged(e);
        }
    }
}
