package io.reprieve.release;

/**
 * What came back from asking for one message: its state, or why there is none.
 *
 * @param state the state, or null
 * @param failure where there is no state: {@link Answer.AccessRefused}, {@link Answer.NotStarted}
 *     or {@link Answer.Unknown}
 */
public record Asked(MessageState state, Answer failure) {
    /** The message's state. */
    public static Asked told(MessageState state) {
        return new Asked(state, null);
    }

    /** No state. */
    public static Asked untold(Answer failure) {
        return new Asked(null, failure);
    }
}
