package io.reprieve.practice;

import io.reprieve.practice.http.HttpRequest;
import java.util.List;

/**
 * One request with what its path and body mean.
 *
 * @param request as it was read
 * @param operation what it asks for
 * @param accountId account in the path; empty when there is none
 * @param messageId id in the path; empty when there is none
 * @param body of a release call, else null
 */
record Call(
        HttpRequest request,
        Operation operation,
        String accountId,
        String messageId,
        ReleaseBody body) {

    /** Where the redirect fault leads unless it names another address. */
    static final String ELSEWHERE = "/practice/elsewhere";

    private static final List<String> BASE = List.of("client", "v4");
    private static final List<String> INVESTIGATE = List.of("email-security", "investigate");

    /** Reads path and body. */
    static Call of(HttpRequest request) {
        List<String> path = request.segments();
        if (request.path().equals(ELSEWHERE)) {
            return new Call(request, Operation.REDIRECTED, "", "", bodyOf(request));
        }
        if (!startsWith(path, BASE)) {
            return simple(request, Operation.UNKNOWN, "");
        }
        if (path.subList(2, path.size()).equals(List.of("user", "tokens", "verify"))) {
            return simple(request, Operation.VERIFY_TOKEN, "");
        }
        if (path.size() < 5 || !path.get(2).equals("accounts")) {
            return simple(request, Operation.UNKNOWN, "");
        }
        return ofAccount(request, path.get(3), path.subList(4, path.size()));
    }

    private static Call ofAccount(HttpRequest request, String account, List<String> rest) {
        if (rest.equals(List.of("tokens", "verify"))) {
            return simple(request, Operation.VERIFY_TOKEN, account);
        }
        if (!startsWith(rest, INVESTIGATE) || rest.size() > 4) {
            return simple(request, Operation.UNKNOWN, account);
        }
        if (rest.size() == 2) {
            return simple(request, Operation.SEARCH, account);
        }
        if (rest.size() == 3 && rest.get(2).equals("release")) {
            return new Call(request, Operation.RELEASE, account, "", bodyOf(request));
        }
        if (rest.size() == 3) {
            return new Call(request, Operation.MESSAGE, account, rest.get(2), null);
        }
        return rest.get(3).equals("action_log")
                ? new Call(request, Operation.ACTION_LOG, account, rest.get(2), null)
                : simple(request, Operation.UNKNOWN, account);
    }

    private static Call simple(HttpRequest request, Operation operation, String account) {
        return new Call(request, operation, account, "", null);
    }

    private static ReleaseBody bodyOf(HttpRequest request) {
        return ReleaseBody.read(request.body());
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    /** Whether this is a call of the release endpoint. */
    boolean isRelease() {
        return operation == Operation.RELEASE;
    }

    /** The ids of a release call; empty for others. */
    List<String> ids() {
        return body == null ? List.of() : body.ids();
    }
}
