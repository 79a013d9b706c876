package io.reprieve.domain;

import java.time.Instant;

/**
 * Silence that Cloudflare asked for, for calls of every kind.
 *
 * @param until when calls go on
 * @param words why, for an operator
 */
public record Pause(Instant until, String words) {
    /** Whether it is under way. */
    public boolean isOn(Instant now) {
        return now.isBefore(until);
    }
}
