package io.reprieve.domain;

import java.time.Duration;

/**
 * What an answer says of the budget: {@code Ratelimit: "default";r=50;t=30} and {@code
 * Ratelimit-Policy: "default";q=1200;w=300}.
 *
 * @param left calls left
 * @param reset time until the budget is whole again
 * @param quota calls of the whole budget, or null where the answer does not say
 */
public record RateHint(int left, Duration reset, Integer quota) {}
