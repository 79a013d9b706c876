package io.reprieve.release;

import java.time.Duration;

/**
 * What an answer says of the budget: {@code Ratelimit: "default";r=50;t=30}.
 *
 * @param left calls left
 * @param reset time until the budget is whole again
 */
public record RateHint(int left, Duration reset) {}
