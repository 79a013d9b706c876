package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What the {@code result_info} of a saved answer says of further pages. */
final class ResultInfo {
    private ResultInfo() {}

    /**
     * Whether a further page exists. Leaves the parser at the end of the value at which it stands.
     */
    static boolean leadsOn(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return false;
        }
        Boolean next = null;
        boolean cursor = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            boolean named =
                    parser.nextToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank();
            if (name.equals("next")) {
                next = named;
            } else if (name.equals("cursor")) {
                cursor = named;
            }
            parser.skipChildren();
        }
        return next == null ? cursor : next;
    }
}
