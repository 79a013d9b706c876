package io.reprieve.list;

/**
 * A list that cannot be read, as a whole. The message says why and what to do, in sentences fit for
 * the {@code reason.txt} beside a rejected list; it repeats no cells of the list but its headings.
 */
public final class UnreadableListException extends RuntimeException {

    /** With the reason in words. */
    public UnreadableListException(String reason) {
        super(reason);
    }

    /** With the reason in words, and what led to it. */
    public UnreadableListException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /**
     * For a list that led a reader, or a library it uses, to fail in a way that was not foreseen:
     * such a list must not stay where it is and be tried for ever.
     */
    static UnreadableListException notUnderstood(Throwable cause) {
        return new UnreadableListException(
                "The list is damaged or made in a way that is not understood here. Save it again as CSV, or one id a"
                        + " line, and send that.",
                cause);
    }
}
