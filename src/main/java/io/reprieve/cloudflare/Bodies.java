package io.reprieve.cloudflare;

import io.reprieve.release.BodyForm;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The body of a release call, in both forms. */
public final class Bodies {
    private Bodies() {}

    /**
     * The body as UTF-8.
     *
     * @param ids ids as {@code intake} lets them through: visible ASCII; anything that JSON would
     *     have to escape is escaped all the same
     * @param form which of the two forms
     */
    public static byte[] of(List<String> ids, BodyForm form) {
        StringBuilder json = new StringBuilder(ids.size() * 50 + 16);
        json.append(form == BodyForm.ARRAY ? "[" : "{\"ids\":[");
        for (int i = 0; i < ids.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"");
            append(json, ids.get(i));
            json.append('"');
        }
        json.append(form == BodyForm.ARRAY ? "]" : "]}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder json, String id) {
        if (isPlain(id)) {
            json.append(id);
            return;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (isPlain(c)) {
                json.append(c);
            } else {
                json.append(String.format("\\u%04x", (int) c));
            }
        }
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isPlain(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\';
    }
}
