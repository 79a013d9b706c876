package io.reprieve.station;

import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.release.AccountRules;
import io.reprieve.release.RetryPolicy;

/**
 * What a door needs that makes calls of its own: whoever calls goes by the same rules.
 *
 * @param schedule who may be called when
 * @param rules what follows from an answer for the account
 * @param reader what an answer means
 * @param policy how long to wait between attempts
 */
public record Calling(
        Schedule schedule, AccountRules rules, AnswerReader reader, RetryPolicy policy) {}
