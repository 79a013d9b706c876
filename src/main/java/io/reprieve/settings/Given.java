package io.reprieve.settings;

/**
 * A value as somebody gave it.
 *
 * @param key as written there
 * @param value without the blanks around it; empty: not set
 * @param source where, in words for the operator
 */
record Given(String key, String value, String source) {

    /** The source of what an environment variable gives. */
    static String variable(String name) {
        return "environment variable " + name;
    }
}
