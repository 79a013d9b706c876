package io.reprieve.practice.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request, read to its end. Not to be changed after it was read, the body included.
 *
 * @param method as sent, for example {@code POST}
 * @param path as sent, still percent-encoded, without the query
 * @param query as sent, still encoded, without the {@code ?}; empty when there is none
 * @param headers by lower-case name; of a repeated header the last stands here
 * @param body the bytes after the head; empty when there are none
 */
public record HttpRequest(
        String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The header's value, or null. The name is in lower case. */
    public String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** The decoded parts of the path between its slashes, without empty ones. */
    public List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                segments.add(decode(part.replace("+", "%2B")));
            }
        }
        return segments;
    }

    /** The decoded query parameters in their order; of a repeated one the last stands here. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Whether the client wants to send further requests over this connection. */
    boolean keepsAlive() {
        return !"close".equalsIgnoreCase(headers.get("connection"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
