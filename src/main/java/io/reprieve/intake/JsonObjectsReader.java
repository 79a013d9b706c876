package io.reprieve.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Reads JSON values that stand one after another and may each go over several lines. */
final class JsonObjectsReader extends FetchingReader {

    private final JsonParser parser;
    private final JsonRows rows;

    /** The parser stands at the first value. */
    JsonObjectsReader(JsonParser parser, JsonRows rows, ListFacts facts, Unpacked source) {
        super(facts, source);
        this.parser = parser;
        this.rows = rows;
    }

    @Override
    Row fetch() throws IOException {
        try {
            if (parser.currentToken() == null) {
                return null;
            }
            Row row = rows.read(parser, parser.currentTokenLocation().getLineNr(), null);
            parser.nextToken();
            return row;
        } catch (JsonProcessingException e) {
            throw Json.damaged(e);
        }
    }
}
