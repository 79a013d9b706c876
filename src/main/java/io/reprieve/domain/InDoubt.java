package io.reprieve.domain;

/**
 * What happens to ids whose answer was lost: {@code reprieve.in-doubt}. Nothing of it happens to an
 * id before {@code reprieve.retry.settle-time} is over, but that a look may find it released.
 */
public enum InDoubt {
    /** Ask for each message's state before it is sent again. */
    VERIFY,
    /** The same: one question for each message. */
    VERIFY_EACH,
    /** Send again without asking: a recipient may get a second copy. */
    RESEND,
    /** Leave it to a person. */
    DEAD_LETTER;

    /** Whether messages are asked for. */
    boolean asks() {
        return this == VERIFY || this == VERIFY_EACH;
    }
}
