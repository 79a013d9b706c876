package io.reprieve.practice;

/**
 * One credential's calls within the sliding window. The log of call times is exact: in no window,
 * wherever it begins, are more calls let through than the limit allows.
 */
final class RateMeter {

    private final long windowMillis;
    private final long[] times;
    private int oldest;
    private int held;
    private long blockedUntil = Long.MIN_VALUE;

    RateMeter(RateLimit limit) {
        this.windowMillis = limit.window().toMillis();
        this.times = new long[limit.requests()];
    }

    /**
     * What the limit says to one call.
     *
     * @param allowed whether the call goes through
     * @param remaining calls left now, this one counted
     * @param seconds until {@code remaining} grows, rounded up; of a refused call: until it is let
     *     through again
     */
    record Reading(boolean allowed, int remaining, long seconds) {}

    /** Counts one call, unless it is refused. */
    synchronized Reading call(long nowMillis) {
        if (nowMillis < blockedUntil) {
            return new Reading(false, 0, secondsUntil(blockedUntil, nowMillis));
        }
        while (held > 0 && times[oldest] <= nowMillis - windowMillis) {
            oldest = (oldest + 1) % times.length;
            held--;
        }
        if (held == times.length) {
            blockedUntil = nowMillis + windowMillis;
            return new Reading(false, 0, secondsUntil(blockedUntil, nowMillis));
        }
        times[(int) ((oldest + (long) held) % times.length)] = nowMillis;
        held++;
        long grows = times[oldest] + windowMillis;
        return new Reading(true, times.length - held, secondsUntil(grows, nowMillis));
    }

    private static long secondsUntil(long then, long now) {
        return (then - now + 999) / 1000;
    }
}
