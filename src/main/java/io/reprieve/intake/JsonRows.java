package io.reprieve.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a row of one JSON value: a text, or an object with a field that names an id. */
final class JsonRows {

    private static final int ACCOUNT = -1;
    private static final int MOST_NAMES = 1000;
    private static final int MOST_SHOWN = 25;

    private final ColumnFinder columns;

    /** What each field name seen so far means; bounded, because names are the sender's choice. */
    private final Map<String, Integer> meanings = new HashMap<>();

    private boolean anyWithField;

    JsonRows(ColumnFinder columns) {
        this.columns = columns;
    }

    /**
     * The row for the value at which the parser stands; leaves the parser at the value's end.
     *
     * @throws UnreadableListException when the first object has no field with an id
     */
    Row read(JsonParser parser, long line, String listAccount) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser, line, listAccount);
        }
        if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
            return Row.refused(
                    line,
                    "[…]",
                    listAccount,
                    "is a list within the list; write one id per element");
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return Row.refused(line, parser.getText(), listAccount, "is true or false, not an id");
        }
        return Row.judged(line, token == JsonToken.VALUE_NULL ? "" : parser.getText(), listAccount);
    }

    private Row object(JsonParser parser, long line, String listAccount) throws IOException {
        List<String> names = new ArrayList<>();
        String id = null;
        int best = Headings.NONE;
        String account = listAccount;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (names.size() < MOST_SHOWN) {
                names.add(name);
            }
            JsonToken value = parser.nextToken();
            int meaning = meaning(name);
            if (!value.isScalarValue() || meaning == Headings.NONE) {
                parser.skipChildren();
            } else if (meaning == ACCOUNT) {
                account = account(parser, value, account);
            } else {
                String text = value == JsonToken.VALUE_NULL ? "" : parser.getText();
                boolean better = id == null || Cells.isBlank(id) || meaning < best;
                if (better && (id == null || !Cells.isBlank(text))) {
                    id = text;
                    best = meaning;
                }
            }
        }
        return row(line, id, account, names);
    }

    private Row row(long line, String id, String account, List<String> names) {
        anyWithField |= id != null;
        if (id != null) {
            return Row.judged(line, id, account);
        }
        if (!anyWithField && !names.isEmpty()) {
            throw columns.noField(names);
        }
        return Row.refused(line, "", account, "the object has no field with an id");
    }

    private static String account(JsonParser parser, JsonToken value, String otherwise)
            throws IOException {
        String named = value == JsonToken.VALUE_NULL ? null : parser.getText();
        String account = Cells.remark(named, MessageIds.MAX_LENGTH);
        return account == null ? otherwise : account;
    }

    private int meaning(String name) {
        Integer known = meanings.get(name);
        if (known != null) {
            return known;
        }
        int rank = columns.fieldRank(name);
        int meaning = rank == Headings.NONE && Headings.isAccount(name) ? ACCOUNT : rank;
        if (meanings.size() < MOST_NAMES) {
            meanings.put(name, meaning);
        }
        return meaning;
    }
}
