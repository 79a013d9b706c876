package io.reprieve.settings;

/** What happens to ids whose answer was lost; the setting {@code reprieve.in-doubt}. */
public enum InDoubt {
    /**
     * Ask for the state of each message before it is sent again: no second copy, one call an id.
     */
    VERIFY,
    /** Send again without asking: cheaper, but a recipient may get a second copy. */
    RESEND,
    /** Send nothing again: a person decides, from the dead letter. */
    DEAD_LETTER
}
