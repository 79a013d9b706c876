package io.reprieve.practice;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as they are written in settings: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 24h}.
 */
final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private DurationText() {}

    /**
     * Reads one duration.
     *
     * @throws IllegalArgumentException when the text is none; the message is fit for the operator
     */
    static Duration parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write for example 500ms, 2s, 5m or 24h");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** Writes a duration so that {@link #parse} reads it again, exact to the millisecond. */
    static String write(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
