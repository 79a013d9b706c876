package io.reprieve.release;

/** What happens to ids whose answer was lost: {@code reprieve.in-doubt}. */
public enum InDoubt {
    /** Ask for each message's state before it is sent again. */
    VERIFY,
    /** Send again without asking: a recipient may get a second copy. */
    RESEND,
    /** Leave it to a person. */
    DEAD_LETTER
}
