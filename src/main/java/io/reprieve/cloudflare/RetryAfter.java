package io.reprieve.cloudflare;

import io.reprieve.release.RateHint;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers that say when to call again. */
final class RetryAfter {
    /** Longest wait that is believed: a broken header must not stop the work for days. */
    private static final Duration MOST = Duration.ofHours(1);

    private static final Pattern LEFT = Pattern.compile("[;,]\\s*r=(\\d{1,9})");
    private static final Pattern QUOTA = Pattern.compile("[;,]\\s*q=(\\d{1,9})");
    private static final Pattern RESET = Pattern.compile("[;,]\\s*t=(\\d{1,9})");

    private RetryAfter() {}

    /** Seconds or an HTTP date; null where it is missing or neither. */
    static Duration read(String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = header.strip();
        try {
            Duration wait =
                    text.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : until(text, clock);
            wait = wait.isNegative() ? Duration.ZERO : wait;
            return wait.compareTo(MOST) > 0 ? MOST : wait;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /**
     * {@code "default";r=50;t=30} with {@code "default";q=1200;w=300}; null where the first is
     * missing or something else.
     */
    static RateHint readRateLimit(String header, String policy) {
        if (header == null) {
            return null;
        }
        Matcher left = LEFT.matcher(header);
        Matcher reset = RESET.matcher(header);
        if (!left.find() || !reset.find()) {
            return null;
        }
        Matcher quota = QUOTA.matcher(policy == null ? "" : policy);
        Duration time = Duration.ofSeconds(Long.parseLong(reset.group(1)));
        return new RateHint(
                Integer.parseInt(left.group(1)),
                time.compareTo(MOST) > 0 ? MOST : time,
                quota.find() ? Integer.valueOf(quota.group(1)) : null);
    }

    private static Duration until(String date, Clock clock) {
        ZonedDateTime when = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
        return Duration.between(clock.instant(), when.toInstant());
    }
}
