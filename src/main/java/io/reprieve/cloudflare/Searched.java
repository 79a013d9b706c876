package io.reprieve.cloudflare;

import io.reprieve.domain.Answer;
import java.time.Duration;

/** What came back from asking for a page of a search. */
public sealed interface Searched {
    /**
     * A page; its messages were shown to the caller while it was read.
     *
     * @param results how many entries it has
     * @param cursor where the next page begins; null where there is none
     */
    record Page(int results, String cursor) implements Searched {}

    /**
     * The search takes longer: its result is to be asked for later.
     *
     * @param location where, as the answer has it; null: where this was asked for
     * @param retryAfter how long to wait; null where the answer does not say
     */
    record Later(String location, Duration retryAfter) implements Searched {}

    /**
     * There is no page.
     *
     * @param answer what came instead
     */
    record Failed(Answer answer) implements Searched {}
}
