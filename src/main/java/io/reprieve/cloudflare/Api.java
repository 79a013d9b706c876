package io.reprieve.cloudflare;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** Paths below the base address. */
public final class Api {
    private Api() {}

    /** The release call of an account. */
    public static String release(String accountId) {
        return "/accounts/" + accountId + "/email-security/investigate/release";
    }

    /** One message of an account. */
    public static String message(String accountId, String id) {
        return "/accounts/" + accountId + "/email-security/investigate/" + segment(id);
    }

    /** What was done to one message; as many entries as one answer holds. */
    public static String actionLog(String accountId, String id) {
        return message(accountId, id) + "/action_log";
    }

    /** The search among the messages of an account. */
    public static String search(String accountId) {
        return "/accounts/" + accountId + "/email-security/investigate";
    }

    /** Parameters as the query of an address. */
    public static String query(Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&");
        parameters.forEach((name, value) -> query.add(segment(name) + "=" + segment(value)));
        return query.toString();
    }

    /** Ids contain colons, which a path segment may; everything doubtful is escaped. */
    private static String segment(String id) {
        StringBuilder path = new StringBuilder(id.length());
        for (byte one : id.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-_.~:".indexOf(c) >= 0)) {
                path.append(c);
            } else {
                path.append(String.format("%%%02X", (int) c));
            }
        }
        return path.toString();
    }
}
