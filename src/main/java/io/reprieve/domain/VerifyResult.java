package io.reprieve.domain;

import java.time.Instant;

/**
 * What came back from asking for one message: its state, or why there is none.
 *
 * @param state the state, or null
 * @param failure where there is no state: {@link Answer.AccessRefused}, {@link Answer.NotStarted}
 *     or {@link Answer.Unknown}
 * @param looked when the question was put: whatever the state tells was so then
 */
public record VerifyResult(MessageState state, Answer failure, Instant looked) {
    /** The message's state. */
    public static VerifyResult told(MessageState state, Instant looked) {
        return new VerifyResult(state, null, looked);
    }

    /** No state. */
    public static VerifyResult untold(Answer failure, Instant looked) {
        return new VerifyResult(null, failure, looked);
    }

    /**
     * Whether the state rests on a refusal alone. It may be the API that refuses everything, so it
     * is believed once another look has worked after it.
     */
    public boolean isRefused() {
        return state != null
                && state.facts().httpStatus() != null
                && state.facts().httpStatus() >= 300;
    }
}
