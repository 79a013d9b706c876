package io.reprieve.practice;

import java.time.Duration;

/**
 * How many calls a credential may make in any window of a length; who goes over is refused for a
 * whole window. Immutable.
 *
 * @param requests 1 to 10,000,000 calls, or 0 for no limit
 * @param window length of the window, at least 1 ms; no meaning without a limit
 */
public record RateLimit(int requests, Duration window) {

    /** No limit. */
    public static final RateLimit OFF = new RateLimit(0, Duration.ofMinutes(5));

    /** What Cloudflare publishes: 1,200 calls in five minutes. */
    public static final RateLimit CLOUDFLARE = new RateLimit(1200, Duration.ofMinutes(5));

    /**
     * Checks both bounds.
     *
     * @throws IllegalArgumentException on a broken bound
     */
    public RateLimit {
        if (requests < 0 || requests > 10_000_000) {
            throw new IllegalArgumentException(
                    "a rate limit takes 1 to 10,000,000 requests, not " + requests);
        }
        if (window.toMillis() < 1) {
            throw new IllegalArgumentException("a rate limit's window is at least 1ms");
        }
    }

    /**
     * Reads {@code REQUESTS/WINDOW}, for example {@code 1200/5m}, or {@code off}.
     *
     * @throws IllegalArgumentException when the text is neither; the message is fit for the
     *     operator
     */
    public static RateLimit parse(String text) {
        if (text.equalsIgnoreCase("off")) {
            return OFF;
        }
        int slash = text.indexOf('/');
        if (slash < 1 || !text.substring(0, slash).matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no rate limit; write for example 1200/5m, or off");
        }
        return new RateLimit(
                Integer.parseInt(text.substring(0, slash)),
                DurationText.parse(text.substring(slash + 1)));
    }

    /** Whether there is no limit. */
    public boolean isOff() {
        return requests == 0;
    }

    @Override
    public String toString() {
        return isOff() ? "off" : requests + "/" + DurationText.write(window);
    }
}
