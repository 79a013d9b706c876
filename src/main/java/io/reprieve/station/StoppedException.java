package io.reprieve.station;

/** Reprieve is being stopped: the call was not begun. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("Reprieve is being stopped.", null, false, false);
    }
}
