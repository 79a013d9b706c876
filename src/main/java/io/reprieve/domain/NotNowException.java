package io.reprieve.domain;

/** What was about to be done must not be done now; nothing was done, and it is due again. */
public final class NotNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason, for those who read a log. */
    public NotNowException(String why) {
        super(why, null, false, false);
    }

    /** Because Reprieve is being stopped. */
    public static NotNowException stopping() {
        return new NotNowException("Reprieve is being stopped");
    }
}
