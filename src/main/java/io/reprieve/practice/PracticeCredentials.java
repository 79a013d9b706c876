package io.reprieve.practice;

import io.reprieve.practice.http.HttpAnswer;
import io.reprieve.practice.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do what. Tokens can be changed while the server runs. Safe for use by many threads. */
final class PracticeCredentials {

    private static final String ACCOUNT_TOKEN = "cfat_";

    private final Map<String, String> tokenByAccount;
    private final String email;
    private final String apiKey;

    PracticeCredentials(PracticeOptions options) {
        this.tokenByAccount = new ConcurrentHashMap<>(new LinkedHashMap<>(options.accounts()));
        this.email = options.email();
        this.apiKey = options.apiKey();
    }

    /**
     * Who makes a call.
     *
     * @param name what the rate limit counts by
     * @param token the token, or null where the older pair is used
     */
    record Caller(String name, String token) {}

    /** Replaces an account's token; the old one is refused from now on. */
    void change(String accountId, String token) {
        tokenByAccount.put(accountId, token);
    }

    /** Who makes the call, when the credentials are good for anything. */
    Optional<Caller> caller(HttpRequest request) {
        String token = bearer(request);
        if (token != null) {
            return tokenByAccount.containsValue(token)
                    ? Optional.of(new Caller(token, token))
                    : Optional.empty();
        }
        boolean known =
                apiKey != null
                        && apiKey.equals(request.header("x-auth-key"))
                        && email.equals(request.header("x-auth-email"));
        return known ? Optional.of(new Caller("key", null)) : Optional.empty();
    }

    /** What a call without a good caller is answered. */
    HttpAnswer refusal(HttpRequest request) {
        if (bearer(request) != null) {
            return ApiErrors.notPermitted();
        }
        boolean anyHeader =
                request.header("authorization") != null || request.header("x-auth-key") != null;
        if (!anyHeader) {
            return ApiErrors.noCredentials();
        }
        boolean pair =
                request.header("x-auth-key") != null && request.header("x-auth-email") != null;
        return pair
                ? ResponseEnvelope.error(403, 9109, "Unknown X-Auth-Key or X-Auth-Email")
                : ApiErrors.malformedCredentials();
    }

    /** Whether the caller may work on the account. */
    boolean opens(Caller caller, String accountId) {
        String token = tokenByAccount.get(accountId);
        return token != null && (caller.token() == null || token.equals(caller.token()));
    }

    /**
     * The answer to a verification: of a user token without an account id, else of an account's.
     */
    HttpAnswer verify(Caller caller, String accountId) {
        boolean accountToken = caller.token() != null && caller.token().startsWith(ACCOUNT_TOKEN);
        boolean rightEndpoint = caller.token() != null && accountToken != accountId.isEmpty();
        if (!rightEndpoint || accountToken && !opens(caller, accountId)) {
            return invalidToken();
        }
        return HttpAnswer.json(
                200,
                ResponseEnvelope.object(
                        json -> {
                            json.writeObjectFieldStart("result");
                            json.writeStringField("id", tokenId(caller.token()));
                            json.writeStringField("status", "active");
                            json.writeEndObject();
                            json.writeBooleanField("success", true);
                            json.writeArrayFieldStart("errors");
                            json.writeEndArray();
                            json.writeArrayFieldStart("messages");
                            json.writeStartObject();
                            json.writeNumberField("code", 10000);
                            json.writeStringField("message", "This API Token is valid and active");
                            json.writeNullField("type");
                            json.writeEndObject();
                            json.writeEndArray();
                        }));
    }

    /** 401 with 1000. */
    static HttpAnswer invalidToken() {
        return ResponseEnvelope.error(401, 1000, "Invalid API Token");
    }

    private static String tokenId(String token) {
        return String.format(
                "%016x%016x", PracticeIds.hash(token), PracticeIds.hash("id " + token));
    }

    private static String bearer(HttpRequest request) {
        String header = request.header("authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
    }
}
