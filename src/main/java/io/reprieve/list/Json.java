package io.reprieve.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parser's bounds, and its errors in our words. */
final class Json {

    private static final int DEEPEST = 100;

    /** How the parser names the character that it did not expect. */
    private static final Pattern CHARACTER = Pattern.compile("code (\\d{1,6})\\b");

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
        if (e instanceof JsonEOFException) {
            return new UnreadableListException(
                    "The JSON is cut off: it ends"
                            + where
                            + " before all that is open is closed. Perhaps the list was taken before it was"
                            + " complete: send it again.",
                    e);
        }
        return new UnreadableListException(
                "The JSON is damaged"
                        + where
                        + ": "
                        + fault(e)
                        + ". Correct it there, or save the list again.",
                e);
    }

    /** What is wrong, by the character that the parser's message names. */
    private static String fault(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        Matcher named = CHARACTER.matcher(message);
        int c =
                message.contains("close marker")
                        ? ']'
                        : named.find() ? Integer.parseInt(named.group(1)) : -1;
        return switch (c) {
            case ']', '}' ->
                    "a comma too many, a value that is missing, or a bracket that closes nothing";
            case ',' -> "a comma too many, or a value that is missing before it";
            case '"', '{', '[' -> "something is missing before it, perhaps a comma";
            case '/', '#' -> "a comment, which JSON does not have";
            case '\'', '\u201C', '\u201D', '\u201E', '\u2018', '\u2019' ->
                    "quotes of another kind than \", which JSON does not have";
            case '\n', '\r', '\t' ->
                    "a line end or tab within a text, perhaps a quote that is missing";
            default -> "something that is no JSON, perhaps a text without quotes";
        };
    }

    static UnreadableListException moreBehind(JsonLocation at) {
        return new UnreadableListException(
                "Behind the end of the JSON, at line "
                        + at.getLineNr()
                        + ", stands something more. Send one array or object, or JSON lines: one object a line.");
    }
}
