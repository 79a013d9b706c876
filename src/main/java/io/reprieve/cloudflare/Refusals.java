package io.reprieve.cloudflare;

import io.reprieve.domain.Answer;
import io.reprieve.domain.ResponseInfo;
import java.util.List;
import java.util.Set;

/**
 * What an answer that did nothing blames. Statuses and codes as seen in November 2026: the codes of
 * access stand in the order in which they are named to the operator.
 */
final class Refusals {
    /** Credentials are wrong, expired, malformed or used from a forbidden address. */
    private static final Set<String> CREDENTIALS =
            Set.of("1000", "1001", "6003", "6103", "6111", "9103", "9106", "9107", "9109", "10001");

    /** Permission is missing, or the account is not this token's. */
    private static final Set<String> PERMISSION = Set.of("10000", "10002", "10403");

    /** The path names no account or no endpoint that exists. */
    private static final Set<String> ROUTE = Set.of("7000", "7001", "7003");

    private static final String LOCKED_OUT = "10502";

    private Refusals() {}

    /** The answer to a release call that was refused with a status of 300 to 499, or under 200. */
    static Answer of(int status, List<Envelope.ApiError> errors, boolean json, ResponseInfo facts) {
        Answer access = access(status, errors, json, facts);
        if (access != null) {
            return access;
        }
        return switch (status) {
            case 413 -> new Answer.Refused(Answer.Cause.SIZE, facts);
            case 404 -> new Answer.Refused(Answer.Cause.UNKNOWN_MESSAGE, facts);
            default -> new Answer.Refused(Answer.Cause.UNSAID, facts);
        };
    }

    /** The answer where access is at fault, else null. */
    static Answer access(
            int status, List<Envelope.ApiError> errors, boolean json, ResponseInfo facts) {
        if (has(errors, Set.of(LOCKED_OUT))) {
            return new Answer.AccessRefused(
                    "Cloudflare has locked these credentials out after too many refusals. Mend the"
                            + " token first; Reprieve tries again every 15 minutes",
                    true,
                    facts);
        }
        String advice = advice(status, errors, json);
        return advice == null ? null : new Answer.AccessRefused(advice, false, facts);
    }

    private static String advice(int status, List<Envelope.ApiError> errors, boolean json) {
        if (status != 404 && has(errors, CREDENTIALS)) {
            return "Cloudflare does not accept the credentials. Check"
                    + " reprieve.cloudflare.api-token (or email and api-key): is it whole,"
                    + " unexpired, and allowed from this machine's address?";
        }
        if (!json && (status == 401 || status == 403)) {
            return "A page of a gateway or firewall came, not an answer of the API: something"
                    + " before it does not let this machine through. Ask whoever runs what stands"
                    + " between here and Cloudflare, or Cloudflare's support with the ray, and"
                    + " check reprieve.cloudflare.base-url";
        }
        if (has(errors, PERMISSION) || status == 401 || status == 403) {
            return "Cloudflare refuses access. Check that the token has the permission 'Cloud Email"
                    + " Security: Write' for this account, that reprieve.cloudflare.account-id is"
                    + " the right one, and that the token may be used from this machine's address";
        }
        if (has(errors, ROUTE) || (status == 404 && !json)) {
            return "Cloudflare does not know this account or endpoint. Check"
                    + " reprieve.cloudflare.account-id and reprieve.cloudflare.base-url";
        }
        if (status >= 300 && status < 400) {
            return "The address answers with a redirect, which is never followed. Check"
                    + " reprieve.cloudflare.base-url";
        }
        if (Set.of(402, 405, 406, 407, 410, 411, 415, 421, 426, 451).contains(status)) {
            return "The address does not take such calls. Check"
                    + " reprieve.cloudflare.base-url and what stands between here and Cloudflare";
        }
        return null;
    }

    private static boolean has(List<Envelope.ApiError> errors, Set<String> codes) {
        return errors.stream()
                .anyMatch(error -> error.code() != null && codes.contains(error.code()));
    }
}
