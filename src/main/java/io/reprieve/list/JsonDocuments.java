package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Finds the rows in a JSON array, in an object with {@code ids} or {@code result}, or in objects in
 * a row.
 */
final class JsonDocuments {

    private JsonDocuments() {}

    static FetchingReader open(
            ArchiveReader list, JsonText text, JsonRows rows, ColumnFinder columns)
            throws IOException {
        try {
            return opened(list, text, rows, columns);
        } catch (JsonProcessingException e) {
            throw Json.damaged(e);
        }
    }

    private static FetchingReader opened(
            ArchiveReader list, JsonText text, JsonRows rows, ColumnFinder columns)
            throws IOException {
        JsonSurvey survey = survey(list, text, columns);
        ListFacts facts = survey == null ? ListFacts.of("JSON array") : survey.facts();
        JsonParser parser = Json.FACTORY.createParser(text.reader(list.openHeld()));
        parser.nextToken();
        ListFacts all = facts.packedAs(list.packing());
        if (survey != null) {
            survey.refuseUnclear();
            rows.rows().leadsOn(survey.leadsOn());
            survey.tellStrays(rows.rows());
            if (survey.rows().isEmpty()) {
                return new JsonObjectsReader(parser, rows, all, list);
            }
            goTo(survey.rows(), parser);
        }
        return new JsonArrayReader(parser, rows, all, list);
    }

    /** Null for an array, which says nothing but its elements. */
    private static JsonSurvey survey(ArchiveReader list, JsonText text, ColumnFinder columns)
            throws IOException {
        try (InputStream bytes = list.open();
                JsonParser parser = Json.FACTORY.createParser(text.reader(bytes))) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? JsonSurvey.of(parser, columns)
                    : null;
        }
    }

    private static void goTo(List<String> fields, JsonParser parser) throws IOException {
        for (String field : fields) {
            goTo(field, parser);
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
