package io.reprieve.practice;

/** Which forms of a release call's body are taken; both have been published by Cloudflare. */
public enum PracticeBodyForm {
    /** Either form. */
    BOTH,
    /** Only a JSON array of ids, {@code ["id",…]}; an object is answered 400. */
    ARRAY,
    /** Only an object, {@code {"ids":["id",…]}}; an array is answered 400. */
    IDS;

    /** Whether a body of the given form is taken. */
    boolean takes(PracticeBodyForm form) {
        return this == BOTH || this == form;
    }
}
