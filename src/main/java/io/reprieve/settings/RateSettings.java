package io.reprieve.settings;

import java.time.Duration;

/**
 * How many calls may be made.
 *
 * @param requests what Cloudflare allows in a window, 1 to 10,000,000
 * @param window length of the window, a second to an hour
 * @param reservePercent share left to others, 0 to 90
 */
public record RateSettings(int requests, Duration window, int reservePercent) {

    /** Most calls of our own in any window: what the reserve leaves, rounded down, at least 1. */
    public int usable() {
        return (int) Math.max(1, (long) requests * (100 - reservePercent) / 100);
    }
}
