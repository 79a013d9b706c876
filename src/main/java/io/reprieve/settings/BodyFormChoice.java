package io.reprieve.settings;

/**
 * How the ids stand in the body of a release call; the setting {@code reprieve.cloudflare.body}.
 */
public enum BodyFormChoice {
    /**
     * The object first, the only form published now; the array when the API refuses that shape.
     * What worked is remembered.
     */
    AUTO,
    /** A JSON array of strings: {@code ["id",…]}, the form of older references. */
    ARRAY,
    /** An object: {@code {"ids":["id",…]}}, the only form published now. */
    IDS
}
