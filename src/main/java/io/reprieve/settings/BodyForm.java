package io.reprieve.settings;

/**
 * How the ids stand in the body of a release call; the setting {@code reprieve.cloudflare.body}.
 */
public enum BodyForm {
    /**
     * The array first, the other form when the API refuses the shape; what worked is remembered.
     */
    AUTO,
    /** A JSON array of strings: {@code ["id",…]}, the documented form. */
    ARRAY,
    /** An object: {@code {"ids":["id",…]}}, sent by the official SDK since 7.3.0. */
    IDS
}
