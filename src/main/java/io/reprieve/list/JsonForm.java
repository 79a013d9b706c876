package io.reprieve.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Which kind of JSON a text is. */
enum JsonForm {
    /** None. */
    NONE,
    /** One value, or several one after another, over as many lines as they like. */
    DOCUMENT,
    /** A value a line, most of them objects. */
    LINES;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.eE][-+0-9.eE]+)?\\s*[],]");

    static JsonForm of(String sample, boolean whole) {
        String start = TableCells.strip(sample.substring(0, Math.min(4096, sample.length())));
        if (start.startsWith("[")) {
            return beginsArray(TableCells.strip(start.substring(1))) ? DOCUMENT : NONE;
        }
        if (isLines(sample, whole)) {
            return LINES;
        }
        String inside = start.startsWith("{") ? TableCells.strip(start.substring(1)) : "x";
        return inside.isEmpty() || inside.startsWith("\"") || inside.startsWith("}")
                ? DOCUMENT
                : NONE;
    }

    private static boolean beginsArray(String inside) {
        return inside.isEmpty()
                || "\"{[]".indexOf(inside.charAt(0)) >= 0
                || NUMBER.matcher(inside).lookingAt()
                || inside.startsWith("null")
                || inside.startsWith("true")
                || inside.startsWith("false");
    }

    private static boolean isLines(String sample, boolean whole) {
        if (sample.indexOf('{') < 0) {
            return false;
        }
        int end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
        List<String> lines =
                sample.substring(0, whole || end < 0 ? sample.length() : end)
                        .lines()
                        .filter(line -> !TableCells.isBlank(line))
                        .limit(Limits.SAMPLE_ROWS)
                        .toList();
        long objects = lines.stream().filter(line -> begins(line, '{') && isComplete(line)).count();
        long texts = lines.stream().filter(line -> begins(line, '"') && isComplete(line)).count();
        return objects > 0 && (objects + texts) * 2 > lines.size() && (lines.size() > 1 || !whole);
    }

    private static boolean begins(String line, char c) {
        return TableCells.strip(line).charAt(0) == c;
    }

    private static boolean isComplete(String line) {
        try (JsonParser parser = Json.FACTORY.createParser(line)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            return first != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
