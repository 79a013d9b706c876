package io.reprieve.cloudflare;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP answers as tables write them. */
final class Answers {
    /** Bodies by a word, so that tables stay readable. */
    private static final Map<String, String> BODIES =
            Map.ofEntries(
                    Map.entry("none", ""),
                    Map.entry("html", "<!DOCTYPE html><html>502 Bad gateway</html>"),
                    Map.entry("text", "upstream connect error"),
                    Map.entry("ok", taken("[{\"id\":\"A-1\",\"delivered\":[\"u@example.com\"]}]")),
                    Map.entry("empty", taken("[]")),
                    Map.entry("null", taken("null")),
                    Map.entry("object", taken("{\"id\":\"A-1\"}")),
                    Map.entry("cut", "{\"success\":true,\"errors\":[],\"result\":[{\"id\":\"A-"),
                    Map.entry("array", "[]"),
                    Map.entry("string", "\"no\""),
                    Map.entry("no-success", "{\"result\":[]}"),
                    Map.entry("odd-success", "{\"success\":\"true\",\"result\":[]}"));

    private Answers() {}

    /** An envelope of success around that result. */
    static String taken(String result) {
        return "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":" + result + "}";
    }

    /** An envelope without success; codes are separated by blanks. */
    static String refused(String codes) {
        String errors =
                Arrays.stream(codes.split(" "))
                        .filter(code -> !code.isEmpty())
                        .map(code -> "{\"code\":" + code + ",\"message\":\"told\"}")
                        .collect(Collectors.joining(","));
        return "{\"success\":false,\"errors\":[" + errors + "],\"messages\":[],\"result\":null}";
    }

    /** A body by its word, by {@code codes …}, or as it stands. */
    static String body(String words) {
        if (words.startsWith("codes")) {
            return refused(words.substring("codes".length()).strip());
        }
        return BODIES.getOrDefault(words, words);
    }

    static Reply reply(int status, String body, String... headers) {
        Map<String, String> map = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
        return new Reply(
                status, map, new ByteArrayInputStream(body(body).getBytes(StandardCharsets.UTF_8)));
    }
}
