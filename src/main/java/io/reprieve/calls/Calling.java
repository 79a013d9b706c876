package io.reprieve.calls;

import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.RetryPolicy;

/**
 * What a source needs that makes calls of its own: whoever calls goes by the same rules.
 *
 * @param gate who may be called when
 * @param rules what follows from an answer for the account
 * @param reader what an answer means
 * @param policy how long to wait between attempts
 */
public record Calling(CallGate gate, AccountRules rules, AnswerReader reader, RetryPolicy policy) {}
