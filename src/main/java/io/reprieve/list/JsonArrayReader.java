package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the elements of a JSON array; their position, from 1, is their line. A lone value counts as
 * an array of one.
 */
final class JsonArrayReader extends FetchingReader {

    private final JsonParser parser;
    private final JsonRows rows;
    private final boolean root;
    private final boolean array;
    private long position;
    private boolean ended;

    /** The parser stands at the array. */
    JsonArrayReader(JsonParser parser, JsonRows rows, ListFacts facts, ArchiveReader source) {
        super(rows.rows(), facts, source);
        this.parser = parser;
        this.rows = rows;
        root = parser.getParsingContext().getParent().inRoot();
        array = parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    boolean read() throws IOException {
        try {
            return !ended && element();
        } catch (JsonProcessingException e) {
            throw Json.damaged(e);
        }
    }

    private boolean element() throws IOException {
        ended = !array;
        if (array && parser.nextToken() == JsonToken.END_ARRAY) {
            ended = true;
            if (root && parser.nextToken() != null) {
                throw Json.moreBehind(parser.currentTokenLocation());
            }
            return false;
        }
        rows.read(parser, facts().account()).settle(++position);
        return true;
    }
}
