package io.reprieve.practice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a release call.
 *
 * @param form {@link PracticeBodyForm#ARRAY} or {@link PracticeBodyForm#IDS}; null when it cannot
 *     be read
 * @param ids in their order; empty when it cannot be read
 * @param complaint why it cannot be read, or null
 */
record ReleaseBody(PracticeBodyForm form, List<String> ids, String complaint) {

    /** Reads a body, which may be anything. */
    static ReleaseBody read(byte[] body) {
        try (JsonParser json = ResponseEnvelope.JSON.createParser(body)) {
            JsonToken first = json.nextToken();
            ReleaseBody read =
                    switch (first == null ? JsonToken.NOT_AVAILABLE : first) {
                        case START_ARRAY ->
                                new ReleaseBody(PracticeBodyForm.ARRAY, ids(json), null);
                        case START_OBJECT ->
                                new ReleaseBody(PracticeBodyForm.IDS, member(json), null);
                        default -> unreadable("the body is neither an array of ids nor an object");
                    };
            return json.nextToken() == null ? read : unreadable("text follows the JSON");
        } catch (IOException | IllegalArgumentException notAsExpected) {
            return unreadable(reason(notAsExpected));
        }
    }

    private static ReleaseBody unreadable(String complaint) {
        return new ReleaseBody(null, List.of(), complaint);
    }

    private static String reason(Exception failure) {
        return failure instanceof IllegalArgumentException
                ? failure.getMessage()
                : "Malformed JSON in request body";
    }

    private static List<String> member(JsonParser json) throws IOException {
        List<String> ids = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean wanted = json.currentName().equals("ids");
            JsonToken value = json.nextToken();
            if (wanted && value == JsonToken.START_ARRAY) {
                ids = ids(json);
            } else if (wanted) {
                throw new IllegalArgumentException("'ids' is no array");
            } else {
                json.skipChildren();
            }
        }
        if (ids == null) {
            throw new IllegalArgumentException("the object has no 'ids'");
        }
        return ids;
    }

    private static List<String> ids(JsonParser json) throws IOException {
        List<String> ids = new ArrayList<>();
        for (JsonToken next = json.nextToken();
                next != JsonToken.END_ARRAY;
                next = json.nextToken()) {
            if (next != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("an id is a string");
            }
            ids.add(json.getText());
        }
        return ids;
    }
}
