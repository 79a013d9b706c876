package io.reprieve.domain;

import java.time.Duration;
import java.util.List;

/**
 * What came back from one release call, told by what we then know of the mailboxes. Which status,
 * code or exception leads to which answer is decided in one place, {@code
 * io.reprieve.cloudflare.AnswerReader}; what follows from it in another, {@link Judgement}.
 */
public sealed interface Answer {
    /** Status, code, words and ray of the answer. */
    ResponseInfo facts();

    /**
     * The call was taken, and says what came of each message.
     *
     * @param results one entry for each message that the answer names, in no particular order
     * @param facts see {@link Answer#facts()}
     */
    record Taken(List<Result> results, ResponseInfo facts) implements Answer {}

    /**
     * The call as a whole was refused for what it holds: its size, its shape, or an id in it.
     * Nothing was done.
     *
     * @param cause what the refusal blames, as far as it says
     * @param facts see {@link Answer#facts()}
     */
    record Refused(Cause cause, ResponseInfo facts) implements Answer {}

    /**
     * Credentials, permission, account or address are wrong: no message is at fault, and no call of
     * this account can succeed until somebody mends it. Nothing was done.
     *
     * @param advice what is wrong and what to do, in words for an operator
     * @param lockedOut whether Cloudflare asks to stop trying for longer (code 10502)
     * @param facts see {@link Answer#facts()}
     */
    record AccessRefused(String advice, boolean lockedOut, ResponseInfo facts) implements Answer {}

    /**
     * The call was not begun: it can be sent again as it is.
     *
     * @param retryAfter how long Cloudflare asks to wait, or null
     * @param rateLimited whether every call of the account must wait (429)
     * @param facts see {@link Answer#facts()}
     */
    record NotStarted(Duration retryAfter, boolean rateLimited, ResponseInfo facts)
            implements Answer {}

    /**
     * The call may have been done or not: the answer was lost, cut, late, or is no answer of
     * Cloudflare's.
     *
     * @param timedOut whether the call may still be at work
     * @param outage whether this looks like an API that is down rather than like one bad call
     * @param facts see {@link Answer#facts()}
     */
    record Unknown(boolean timedOut, boolean outage, ResponseInfo facts) implements Answer {}

    /** What a refusal blames. */
    enum Cause {
        /** The answer says that the call is too large (413). */
        SIZE,
        /** The answer says that this message is unknown (404 with a code that is no route's). */
        UNKNOWN_MESSAGE,
        /** The answer does not say: body form, size, or one of the ids. */
        UNSAID
    }

    /**
     * What the answer says of one message.
     *
     * @param id the investigate id as answered, or null
     * @param postfixId the older id as answered, or null
     * @param recipients the recipient lists
     */
    record Result(String id, String postfixId, Recipients recipients) {}
}
