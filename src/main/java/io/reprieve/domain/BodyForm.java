package io.reprieve.domain;

/** The two bodies that the release call is known to take. */
public enum BodyForm {
    /** A JSON array of ids, as the reference documents it. */
    ARRAY,
    /** An object with the array {@code ids}, as the official SDK sends it since 7.3. */
    IDS;

    /** The other one. */
    public BodyForm other() {
        return this == ARRAY ? IDS : ARRAY;
    }
}
