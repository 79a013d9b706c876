package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in JSON values what rows are made of: a text, or an object with a field that names an id.
 */
final class JsonRows {
    private static final int ACCOUNT = -1;
    private static final int RESULT_INFO = -2;

    /** The name of a field is an id itself. */
    private static final int ID = -3;

    private static final int MAX_NAMES = 1000;
    private static final int MAX_CELLS = 20_000;

    private final RowMaker rows;
    private final ColumnFinder columns;

    /** What each field name seen so far means; bounded, because names are the sender's choice. */
    private final Map<String, Integer> meanings = new HashMap<>();

    private boolean anyWithField;

    JsonRows(RowMaker rows, ColumnFinder columns) {
        this.rows = rows;
        this.columns = columns;
    }

    RowMaker rows() {
        return rows;
    }

    /** What is to be done with a value once all of it was read without a fault. */
    interface Value {
        void settle(long line);
    }

    /** Reads the value at which the parser stands; leaves the parser at the value's end. */
    Value read(JsonParser parser, String account) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> {
                JsonElement element = object(parser, account, "");
                return line -> settle(element, line);
            }
            case START_ARRAY -> {
                List<String> cells = new ArrayList<>();
                boolean flat = cells(parser, cells);
                return line -> settle(cells, flat, line, account);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                String text = parser.getText();
                return line -> rows.refused(line, text, account, "is true or false, not an id");
            }
            default -> {
                String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
                return line -> rows.value(line, text, account);
            }
        }
    }

    /** A list within the list: a row of a table whose first holds headings, or ids. */
    private void settle(List<String> cells, boolean flat, long line, String account) {
        if (!flat || !rows.list(line, cells, account)) {
            rows.refused(
                    line, "[…]", account, "is a list within the list; write one id per element");
        }
    }

    private static boolean cells(JsonParser parser, List<String> cells) throws IOException {
        boolean flat = true;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                flat = false;
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isScalarValue()) {
                if (cells.size() == MAX_CELLS) {
                    throw new UnreadableListException(
                            "The JSON has a list of more than "
                                    + MAX_CELLS
                                    + " elements within its list. Write one id per element.");
                }
                cells.add(token == JsonToken.VALUE_NULL ? "" : parser.getText());
            }
        }
        return flat;
    }

    private JsonElement object(JsonParser parser, String account, String place) throws IOException {
        JsonElement element = new JsonElement(account);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (!anyWithField) {
                element.name(name);
            }
            JsonToken value = parser.nextToken();
            int meaning = meaning(name);
            if (meaning == ID) {
                element.row(place, name, element.account());
            }
            if (meaning == RESULT_INFO) {
                rows.leadsOn(ResultInfo.leadsOn(parser));
            } else if (value == JsonToken.START_OBJECT) {
                String where = within(place, name);
                element.child(where, object(parser, element.account(), where));
            } else if (value == JsonToken.START_ARRAY) {
                list(parser, element, within(place, name));
            } else if (meaning == ACCOUNT) {
                String named = value == JsonToken.VALUE_NULL ? null : parser.getText();
                element.account(TableCells.remark(named, MessageIds.MAX_LENGTH));
            } else if (meaning != Headings.NONE && meaning != ID) {
                element.own(
                        within(place, name),
                        value == JsonToken.VALUE_NULL ? "" : parser.getText(),
                        meaning);
            } else if (value == JsonToken.VALUE_STRING && mayHoldId(parser)) {
                element.other(within(place, name), parser.getText(), element.account());
            }
        }
        return element;
    }

    private static String within(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private void list(JsonParser parser, JsonElement element, String where) throws IOException {
        JsonToken token = parser.nextToken();
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                element.element(where, object(parser, element.account(), where));
            } else if (token == JsonToken.START_ARRAY) {
                list(parser, element, where);
            } else if (token == JsonToken.VALUE_STRING) {
                if (mayHoldWeakId(parser) || mayHoldId(parser)) {
                    element.row(where, parser.getText(), element.account());
                }
            }
        }
    }

    /** Whether the text can be a postfix id and nothing else. */
    private static boolean mayHoldWeakId(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length < IdShape.PART_MIN || length > 32) {
            return false;
        }
        char first = parser.getTextCharacters()[parser.getTextOffset()];
        return (IdShape.isDigit(first) || TableCells.isBlank(first))
                && IdShape.isLikelyPostfix(parser.getText().strip());
    }

    /** Whether the name of a field holds an id. */
    static boolean holdsId(String name) {
        return name.length() >= IdShape.SHORTEST
                ? !FoundIds.in(name).certain().isEmpty()
                : IdShape.isLikelyPostfix(name);
    }

    static boolean mayHoldId(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        return length >= IdShape.SHORTEST
                && IdShape.mayHoldInvestigate(
                        parser.getTextCharacters(), parser.getTextOffset(), length);
    }

    private void settle(JsonElement element, long line) {
        anyWithField |= element.own() != null;
        if (element.hasOwnId() && !(element.rows.size() > 0 && !element.isCertain())) {
            rows.value(line, element.own(), element.account());
            if (!element.rows.isEmpty() || !element.others.isEmpty()) {
                Set<String> own = new HashSet<>(FoundIds.in(element.own()).certain());
                tell(element.rows, own, line);
                tell(element.others, own, line);
            }
        } else if (!element.rows.isEmpty()) {
            if (element.places().size() > 1) {
                throw JsonSurvey.twoPlaces(element.places());
            }
            Set<String> own = new HashSet<>();
            for (JsonElement.Found row : element.rows) {
                rows.value(line, row.text(), row.account());
                own.addAll(row.ids());
            }
            tell(element.others, own, line);
        } else if (element.others.size() == 1 && FoundIds.in(element.others.get(0).text()).only()) {
            rows.value(line, element.others.get(0).text(), element.account());
        } else {
            tell(element.others, Set.of(), line);
            withoutId(element, line);
        }
    }

    private void tell(List<JsonElement.Found> others, Set<String> own, long line) {
        if (columns.isSet()) {
            return;
        }
        for (JsonElement.Found other : others) {
            if (!own.containsAll(other.ids())) {
                rows.stray(
                        line,
                        other.place().isEmpty()
                                ? "the name of a field"
                                : "the field \"" + TableCells.onOneLine(other.place(), 60) + "\"");
            }
        }
    }

    private void withoutId(JsonElement element, long line) {
        if (element.own() != null) {
            rows.value(line, element.own(), element.account());
        } else if (!anyWithField && !element.names.isEmpty() && !rows.knowsShapes()) {
            throw columns.noField(element.names);
        } else {
            rows.refused(line, "", element.account(), "the object has no field with an id");
        }
    }

    private int meaning(String name) {
        Integer known = meanings.get(name);
        if (known != null) {
            return known;
        }
        int meaning = columns.fieldRank(name);
        if (meaning == Headings.NONE && Headings.isAccount(name)) {
            meaning = ACCOUNT;
        } else if (meaning == Headings.NONE && Headings.loose(name).equals("resultinfo")) {
            meaning = RESULT_INFO;
        } else if (meaning == Headings.NONE && holdsId(name)) {
            return ID;
        }
        if (meanings.size() < MAX_NAMES) {
            meanings.put(name, meaning);
        }
        return meaning;
    }
}
