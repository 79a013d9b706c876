package io.reprieve.practice.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer. Immutable as long as nobody changes the body's bytes.
 *
 * @param status HTTP status, 100 to 599
 * @param headers in their order, {@code Content-Type} included, {@code Content-Length} not
 * @param body the bytes after the head
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    /** An answer whose body is JSON, already encoded as UTF-8. */
    public static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, Map.of("Content-Type", "application/json"), body);
    }

    /** An answer whose body is text of the given media type, encoded here as UTF-8. */
    public static HttpAnswer text(int status, String mediaType, String body) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", mediaType + "; charset=UTF-8"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one header more, or with another value for it. */
    public HttpAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /** The same answer with another body. */
    public HttpAnswer withBody(byte[] otherBody) {
        return new HttpAnswer(status, headers, otherBody);
    }

    /** Status line and headers, with the length of the body as {@code Content-Length}. */
    byte[] head(boolean keepAlive) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(' ').append(reason()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n");
        if (!keepAlive) {
            head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
