package io.reprieve.settings;

/** A value that its type does not take. The message says why, and reads on after the value. */
public final class BadValue extends RuntimeException {

    public BadValue(String why) {
        super(why);
    }
}
