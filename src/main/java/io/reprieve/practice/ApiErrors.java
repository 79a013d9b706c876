package io.reprieve.practice;

import io.reprieve.practice.http.HttpAnswer;

/** The refusals that more than one endpoint gives, with the codes that Cloudflare uses for them. */
final class ApiErrors {

    /** For refusals whose Cloudflare code nobody has published; no code of theirs looks like it. */
    static final int PRACTICE_CODE = 7400;

    private ApiErrors() {}

    /** 403 with 10000: a token that is not known, or that belongs to another account. */
    static HttpAnswer notPermitted() {
        return ResponseEnvelope.error(403, 10000, "Authentication error");
    }

    /** 400 with 10001: no credentials at all. */
    static HttpAnswer noCredentials() {
        return ResponseEnvelope.error(400, 10001, "Unable to authenticate request");
    }

    /** 400 with 6003 and 6103 behind it: credentials that are not in the form of any. */
    static HttpAnswer malformedCredentials() {
        return ResponseEnvelope.error(
                400,
                6003,
                "Invalid request headers",
                json -> {
                    json.writeArrayFieldStart("error_chain");
                    json.writeStartObject();
                    json.writeNumberField("code", 6103);
                    json.writeStringField("message", "Invalid format for X-Auth-Key header");
                    json.writeEndObject();
                    json.writeEndArray();
                });
    }

    /** 404 with 7003: a path that leads nowhere, or an account id that cannot be one. */
    static HttpAnswer noRoute(String path) {
        return ResponseEnvelope.error(
                404,
                7003,
                "Could not route to " + path + ", perhaps your object identifier is invalid?");
    }

    /** 405 with 10405. */
    static HttpAnswer wrongMethod(String method) {
        return ResponseEnvelope.error(405, 10405, "Method " + method + " not allowed here");
    }

    /** 429 with 971 and {@code Retry-After}. */
    static HttpAnswer slowDown(long seconds) {
        return ResponseEnvelope.error(
                        429, 971, "Please wait and consider throttling your request speed")
                .with("Retry-After", Long.toString(seconds));
    }

    /** 400 with a code of our own: a request that cannot be understood. */
    static HttpAnswer badRequest(String message) {
        return ResponseEnvelope.error(400, PRACTICE_CODE, message);
    }
}
