package io.reprieve.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** The parser's bounds, and its errors in our words. */
final class Json {

    private static final int DEEPEST = 100;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Limits.TEXT)
                                    .maxNestingDepth(DEEPEST)
                                    .build())
                    .build();

    private Json() {}

    /** The reason, without the parser's message, which repeats what stands in the list. */
    static UnreadableListException damaged(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return new UnreadableListException(
                    "The JSON has a text longer than 1 MiB, or is nested deeper than "
                            + DEEPEST
                            + " levels, which no list of ids needs.",
                    e);
        }
        JsonLocation at = e.getLocation();
        String where =
                at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new UnreadableListException(
                "The JSON is damaged or cut off"
                        + where
                        + ". Perhaps the list was taken before it was complete: send it again.",
                e);
    }

    static UnreadableListException moreBehind(JsonLocation at) {
        return new UnreadableListException(
                "Behind the end of the JSON, at line "
                        + at.getLineNr()
                        + ", stands something more. Send one array or object, or JSON lines: one object a line.");
    }
}
