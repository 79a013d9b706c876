package io.reprieve.practice;

/** What a call asks for. */
enum Operation {
    RELEASE("release", "POST"),
    MESSAGE("message", "GET"),
    ACTION_LOG("action-log", "GET"),
    SEARCH("search", "GET"),
    VERIFY_TOKEN("verify-token", "GET"),
    REDIRECTED("redirected", ""),
    UNKNOWN("unknown", "");

    private final String word;
    private final String method;

    Operation(String word, String method) {
        this.word = word;
        this.method = method;
    }

    /** The name in records and lines. */
    String word() {
        return word;
    }

    /** Whether the endpoint has that HTTP method. */
    boolean takes(String httpMethod) {
        return method.isEmpty() || method.equals(httpMethod);
    }
}
