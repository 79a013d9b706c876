package io.reprieve.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * Finds the rows in a JSON array, in an object with {@code ids} or {@code result}, or in objects in
 * a row.
 */
final class JsonDocuments {

    private JsonDocuments() {}

    static RowReader open(Unpacked list, TextEncoding encoding, ColumnFinder columns)
            throws IOException {
        try {
            return opened(list, encoding, columns);
        } catch (JsonProcessingException e) {
            throw Json.damaged(e);
        }
    }

    private static RowReader opened(Unpacked list, TextEncoding encoding, ColumnFinder columns)
            throws IOException {
        JsonSurvey survey = survey(list, encoding);
        ListFacts facts = survey == null ? ListFacts.of("JSON array") : survey.facts();
        JsonParser parser = Json.FACTORY.createParser(encoding.reader(list.openHeld()));
        parser.nextToken();
        JsonRows rows = new JsonRows(columns);
        ListFacts all = facts.packedAs(list.packing());
        if (survey != null && survey.rowsField() == null) {
            return new JsonObjectsReader(parser, rows, all, list);
        }
        if (survey != null) {
            survey.refuseWithoutRows();
            goTo(survey.rowsField(), parser);
        }
        return new JsonArrayReader(parser, rows, all, list);
    }

    /** Null for an array, which says nothing but its elements. */
    private static JsonSurvey survey(Unpacked list, TextEncoding encoding) throws IOException {
        try (InputStream bytes = list.open();
                JsonParser parser = Json.FACTORY.createParser(encoding.reader(bytes))) {
            return parser.nextToken() == JsonToken.START_OBJECT ? JsonSurvey.of(parser) : null;
        }
    }

    private static void goTo(String field, JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean found = Headings.loose(parser.currentName()).equals(field);
            parser.nextToken();
            if (found) {
                return;
            }
            parser.skipChildren();
        }
    }
}
