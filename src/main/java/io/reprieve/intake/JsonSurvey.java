package io.reprieve.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What the top of a JSON object says, read before its rows: what is said about the list may stand
 * behind it.
 */
final class JsonSurvey {

    private static final int LONGEST_REMARK = 500;

    private JsonToken ids;
    private JsonToken result;
    private boolean failed;
    private boolean answer;
    private String requestedBy;
    private String reason;
    private String account;

    private JsonSurvey() {}

    /** Surveys the object at whose start the parser stands, and reads on to the end of the text. */
    static JsonSurvey of(JsonParser parser) throws IOException {
        JsonSurvey survey = new JsonSurvey();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = Headings.loose(parser.currentName());
            parser.nextToken();
            survey.field(name, parser);
            parser.skipChildren();
        }
        if (survey.rowsField() != null && parser.nextToken() != null) {
            throw Json.moreBehind(parser.currentTokenLocation());
        }
        return survey;
    }

    private void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "ids" -> ids = once(name, ids, parser);
            case "result" -> result = once(name, result, parser);
            case "success" -> {
                answer = true;
                failed = parser.currentToken() == JsonToken.VALUE_FALSE;
            }
            case "requestedby" -> requestedBy = remark(parser);
            case "reason" -> reason = remark(parser);
            case "account" -> account = remark(parser);
            default -> {
                // Whatever else an object says does not matter here.
            }
        }
    }

    private static JsonToken once(String name, JsonToken before, JsonParser parser) {
        if (before != null) {
            throw new UnreadableListException(
                    "The JSON object has \""
                            + name
                            + "\" twice, and only one of them would be read. Join them.");
        }
        return parser.currentToken();
    }

    private static String remark(JsonParser parser) throws IOException {
        boolean text =
                parser.currentToken().isScalarValue()
                        && parser.currentToken() != JsonToken.VALUE_NULL;
        return text ? Cells.remark(parser.getText(), LONGEST_REMARK) : null;
    }

    /** Name of the field that holds the rows, or null when the object itself is a row. */
    String rowsField() {
        if (ids != null) {
            return "ids";
        }
        return result != null || answer ? "result" : null;
    }

    ListFacts facts() {
        String format =
                ids != null
                        ? "JSON object with ids"
                        : result != null ? "saved search answer" : "JSON objects";
        return rowsField() == null
                ? ListFacts.of(format)
                : new ListFacts(format, requestedBy, reason, account);
    }

    /** Refuses an object whose field for the rows holds none. */
    void refuseWithoutRows() {
        boolean none = rowsField() != null && (ids == null ? isNone(result) : isNone(ids));
        if (none && ids == null && failed) {
            throw new UnreadableListException(
                    "This is the saved answer of a call that failed (\"success\" is false), and holds no messages. Make"
                            + " the search again and save its answer.");
        }
        if (none) {
            throw new UnreadableListException(
                    "The JSON object's \""
                            + rowsField()
                            + "\" holds no list. It must be an array of ids or of objects"
                            + " with an id.");
        }
    }

    private static boolean isNone(JsonToken value) {
        return value == null
                || value == JsonToken.VALUE_NULL
                || value == JsonToken.VALUE_TRUE
                || value == JsonToken.VALUE_FALSE;
    }
}
