package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.domain.Answer;
import io.reprieve.domain.Recipients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the results of a release: an array of {@code
 * {"id","postfix_id","delivered","undelivered","failed"}}, in which each list may be missing, null
 * or empty; an empty text is no recipient. Not thread-safe.
 */
final class ResultReading implements Envelope.ResultReader {
    private final List<Answer.Result> results = new ArrayList<>();
    private boolean present;

    List<Answer.Result> results() {
        return results;
    }

    /** Whether the answer had an array of results at all. */
    boolean isPresent() {
        return present;
    }

    @Override
    public void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        present = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                results.add(readResult(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Answer.Result readResult(JsonParser parser) throws IOException {
        String id = null;
        String postfixId = null;
        List<String> delivered = List.of();
        List<String> undelivered = List.of();
        List<String> failed = List.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = text(parser);
                case "postfix_id" -> postfixId = text(parser);
                case "delivered" -> delivered = texts(parser);
                case "undelivered" -> undelivered = texts(parser);
                case "failed" -> failed = texts(parser);
                default -> parser.skipChildren();
            }
        }
        return new Answer.Result(id, postfixId, new Recipients(delivered, undelivered, failed));
    }

    static String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    static List<String> texts(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<String> texts = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String text = text(parser);
            if (text != null && !text.isBlank()) {
                texts = texts == null ? new ArrayList<>(1) : texts;
                texts.add(text);
            }
        }
        return texts == null ? List.of() : texts;
    }
}
