package io.reprieve.cloudflare;

import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP answer as it came. Not thread-safe: the body can be read once.
 *
 * @param status the HTTP status
 * @param headers one value for each header; names in any capitals
 * @param body the body, already decompressed; empty where there is none
 */
public record Reply(int status, Map<String, String> headers, InputStream body) {
    /** Copies the headers, so that names are found in any capitals. */
    public Reply {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /** The value of that header, or null. */
    public String header(String name) {
        return headers.get(name);
    }
}
