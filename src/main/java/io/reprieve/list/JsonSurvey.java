package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a JSON object says, read before its rows: in which of its lists ids stand, and what is said
 * about the list, which may stand behind it.
 */
final class JsonSurvey {
    private static final int LONGEST_REMARK = 500;
    private static final int MAX_PLACES = 20;

    /** Stands for a name that is an id, which no name of a field is. */
    private static final String AS_NAME = "";

    private final ColumnFinder columns;

    /** Names of the fields, from the outside in, of each list that holds ids. */
    private final Set<List<String>> places = new LinkedHashSet<>();

    /** Names of the fields, from the outside in, of ids that stand in no list. */
    private final Set<List<String>> strays = new LinkedHashSet<>();

    private JsonToken ids;
    private JsonToken result;
    private boolean failed;
    private boolean answer;
    private boolean leadsOn;

    /** Whether the object itself has an id, and is a row with all that is in it. */
    private boolean isRow;

    private String requestedBy;
    private String reason;
    private String account;

    private JsonSurvey(ColumnFinder columns) {
        this.columns = columns;
    }

    /** Surveys the object at whose start the parser stands, and reads on to the end of the text. */
    static JsonSurvey of(JsonParser parser, ColumnFinder columns) throws IOException {
        JsonSurvey survey = new JsonSurvey(columns);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = survey.name(parser, List.of());
            JsonToken value = parser.nextToken();
            survey.field(name, parser);
            survey.isRow |=
                    value == JsonToken.VALUE_STRING
                            && columns.fieldRank(name) != Headings.NONE
                            && !FoundIds.in(parser.getText()).isEmpty();
            survey.search(parser, List.of(name));
        }
        if (!survey.rows().isEmpty() && parser.nextToken() != null) {
            throw Json.moreBehind(parser.currentTokenLocation());
        }
        return survey;
    }

    private void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "ids" -> ids = once(name, ids, parser);
            case "result" -> result = once(name, result, parser);
            case "resultinfo" -> leadsOn = ResultInfo.leadsOn(parser);
            case "success" -> {
                answer = true;
                failed = parser.currentToken() == JsonToken.VALUE_FALSE;
            }
            case "requestedby" -> requestedBy = remark(parser);
            case "reason" -> reason = remark(parser);
            case "account" -> account = remark(parser);
            default -> {
                // Whatever else an object says matters only for the ids in it.
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
        return text ? TableCells.remark(parser.getText(), LONGEST_REMARK) : null;
    }

    /** Notes the lists with ids in the value at which the parser stands; leaves it at its end. */
    private void search(JsonParser parser, List<String> place) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                List<String> inner = new ArrayList<>(place);
                inner.add(name(parser, place));
                parser.nextToken();
                search(parser, inner);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            if (places.contains(place) || places.size() >= MAX_PLACES) {
                parser.skipChildren();
            } else if (holdsId(parser)) {
                places.add(place);
            }
        } else if (place.size() == 1
                && place.get(0).equals("ids")
                && parser.currentToken() == JsonToken.VALUE_STRING
                && !FoundIds.in(parser.getText()).isEmpty()) {
            places.add(place);
        } else if (parser.currentToken() == JsonToken.VALUE_STRING
                && JsonRows.mayHoldId(parser)
                && !FoundIds.in(parser.getText()).certain().isEmpty()) {
            stray(place);
        }
    }

    private void stray(List<String> place) {
        if (strays.size() < MAX_PLACES) {
            strays.add(place);
        }
    }

    /** The name of the field at which the parser stands, as names are compared. */
    private String name(JsonParser parser, List<String> place) throws IOException {
        String name = parser.currentName();
        if (JsonRows.holdsId(name)) {
            List<String> inner = new ArrayList<>(place);
            inner.add(AS_NAME);
            stray(inner);
        }
        return Headings.loose(name);
    }

    /** Tells ids that stand beside the rows. */
    void tellStrays(RowMaker maker) {
        List<String> rows = rows();
        for (List<String> place : strays) {
            boolean within =
                    place.size() >= rows.size() && place.subList(0, rows.size()).equals(rows);
            if (!rows.isEmpty() && !within && !columns.isSet()) {
                String last = place.get(place.size() - 1);
                maker.strayBeside(
                        last.equals(AS_NAME)
                                ? "the name of a field"
                                : "the field \"" + TableCells.onOneLine(last, 60) + "\"",
                        TableCells.onOneLine(String.join(".", rows), 60));
            }
        }
    }

    /** Whether an id stands in the list at which the parser stands; reads on to its end. */
    private boolean holdsId(JsonParser parser) throws IOException {
        boolean found = false;
        boolean named = true;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                named = columns.fieldRank(parser.currentName()) != Headings.NONE;
                found |= JsonRows.holdsId(parser.currentName());
            } else if (token.isStructStart()) {
                if (found) {
                    parser.skipChildren();
                } else {
                    named = token == JsonToken.START_ARRAY;
                    depth++;
                }
            } else if (token.isStructEnd()) {
                depth--;
            } else if (!found && token == JsonToken.VALUE_STRING) {
                found =
                        JsonRows.mayHoldId(parser)
                                ? !FoundIds.in(parser.getText()).certain().isEmpty()
                                : named && IdShape.isPostfix(parser.getText().strip());
            }
        }
        return found;
    }

    /** Names of the fields that lead to the rows; empty when the object itself is a row. */
    List<String> rows() {
        if (places.size() == 1 && !isRow && (ids == null || places.contains(List.of("ids")))) {
            return places.iterator().next();
        }
        if (ids != null) {
            return List.of("ids");
        }
        return (result != null || answer) && !isRow ? List.of("result") : List.of();
    }

    /** Whether the answer says that more messages exist than it holds. */
    boolean leadsOn() {
        return leadsOn;
    }

    ListFacts facts() {
        List<String> rows = rows();
        String format =
                rows.equals(List.of("ids"))
                        ? "JSON object with ids"
                        : rows.equals(List.of("result")) && result != null
                                ? "saved search answer"
                                : "JSON objects";
        return rows.isEmpty()
                ? ListFacts.of(format)
                : new ListFacts(format, requestedBy, reason, account);
    }

    /** Refuses an object whose rows stand in several fields, or in none. */
    void refuseUnclear() {
        boolean elsewhere = ids != null && !places.isEmpty() && !places.contains(List.of("ids"));
        boolean both = ids != null && result != null && !isNone(ids) && !isNone(result);
        if ((places.size() > 1 && !isRow) || elsewhere || (both && !isRow)) {
            Set<String> names = new LinkedHashSet<>();
            if (ids != null) {
                names.add("ids");
            }
            if (both) {
                names.add("result");
            }
            places.forEach(place -> names.add(String.join(".", place)));
            throw twoPlaces(names);
        }
        refuseWithoutRows();
    }

    static UnreadableListException twoPlaces(Collection<String> names) {
        return new UnreadableListException(
                "The JSON has ids in two places, or a list that is meant for them beside another: \""
                        + String.join("\", \"", names)
                        + "\". Only one of them would be read. Leave one in it.");
    }

    private void refuseWithoutRows() {
        List<String> rows = rows();
        boolean none =
                rows.equals(List.of("ids"))
                        ? isNone(ids)
                        : rows.equals(List.of("result")) && isNone(result);
        if (none && ids == null && failed) {
            throw new UnreadableListException(
                    "This is the saved answer of a call that failed (\"success\" is false), and holds no messages. Make"
                            + " the search again and save its answer.");
        }
        if (none) {
            throw new UnreadableListException(
                    "The JSON object's \""
                            + rows.get(0)
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
