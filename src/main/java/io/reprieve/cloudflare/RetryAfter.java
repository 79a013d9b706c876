package io.reprieve.cloudflare;

import io.reprieve.domain.RateHint;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers that say when to call again. */
final class RetryAfter {
    /** Longest wait that is believed: a broken header must not stop the work for days. */
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    /** A policy's name and parameters; commas within quotes are part of the name. */
    private static final Pattern POLICY = Pattern.compile("((?:\"[^\"]*\"|[^,;\"])+)([^,\"]*)");

    private static final Pattern LEFT = Pattern.compile(";\\s*r=(\\d{1,9})");
    private static final Pattern QUOTA = Pattern.compile(";\\s*q=(\\d{1,9})");
    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,9})");

    /** The strictest first: fewest calls for the time to the reset, then the later reset. */
    private static final Comparator<RateHint> STRICTEST =
            Comparator.comparingDouble(
                            (RateHint hint) ->
                                    (double) hint.left() / Math.max(1, hint.reset().toSeconds()))
                    .thenComparing(RateHint::reset, Comparator.reverseOrder());

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
            return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /**
     * {@code "default";r=50;t=30, "burst";r=0;t=5} with {@code "default";q=1200;w=300}: the
     * strictest of the policies that the first has; null where it is missing or something else.
     */
    static RateHint readRateLimit(String header, String policies) {
        Map<String, Integer> quotas = new HashMap<>();
        for (MatchResult policy : policies(policies)) {
            Matcher quota = QUOTA.matcher(policy.group(2));
            if (quota.find()) {
                quotas.putIfAbsent(policy.group(1).strip(), Integer.valueOf(quota.group(1)));
            }
        }
        return policies(header).stream()
                .map(policy -> hint(policy, quotas))
                .filter(Objects::nonNull)
                .min(STRICTEST)
                .orElse(null);
    }

    private static List<MatchResult> policies(String header) {
        return header == null ? List.of() : POLICY.matcher(header).results().toList();
    }

    private static RateHint hint(MatchResult policy, Map<String, Integer> quotas) {
        Matcher left = LEFT.matcher(policy.group(2));
        Matcher reset = RESET.matcher(policy.group(2));
        if (!left.find() || !reset.find()) {
            return null;
        }
        Duration time = Duration.ofSeconds(Long.parseLong(reset.group(1)));
        return new RateHint(
                Integer.parseInt(left.group(1)),
                time.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : time,
                quotas.get(policy.group(1).strip()));
    }

    private static Duration until(String date, Clock clock) {
        ZonedDateTime when = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
        return Duration.between(clock.instant(), when.toInstant());
    }
}
