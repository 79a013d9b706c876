package io.reprieve.cloudflare;

import io.reprieve.domain.BodyForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The body of a release call, in both forms. */
public final class ReleaseBody {
    private static final byte[] ARRAY = ascii("[");
    private static final byte[] ARRAY_END = ascii("]");
    private static final byte[] IDS = ascii("{\"ids\":[");
    private static final byte[] IDS_END = ascii("]}");

    private ReleaseBody() {}

    /**
     * The body as UTF-8.
     *
     * @param ids ids as {@code intake} lets them through: visible ASCII; anything that JSON would
     *     have to escape is escaped all the same
     * @param form which of the two forms
     */
    public static byte[] of(List<String> ids, BodyForm form) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(ids.size() * 50 + 16);
        json.writeBytes(form == BodyForm.ARRAY ? ARRAY : IDS);
        for (int i = 0; i < ids.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.write('"');
            json.writeBytes(encoded(ids.get(i)));
            json.write('"');
        }
        json.writeBytes(form == BodyForm.ARRAY ? ARRAY_END : IDS_END);
        return json.toByteArray();
    }

    private static byte[] encoded(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (b < ' ' || b == '"' || b == '\\') {
                return escaped(id).getBytes(StandardCharsets.US_ASCII);
            }
        }
        return bytes;
    }

    private static String escaped(String id) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x80) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
