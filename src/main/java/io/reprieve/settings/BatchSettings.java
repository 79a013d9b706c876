package io.reprieve.settings;

import java.time.Duration;

/**
 * How calls are filled.
 *
 * @param maxSize most ids in one call, 1 to 10000
 * @param startSize ids in the first call, 1 to {@code maxSize}
 * @param linger how long an unfilled call waits for more, up to a minute
 */
public record BatchSettings(int maxSize, int startSize, Duration linger) {}
