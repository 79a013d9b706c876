package io.reprieve.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as settings write them: a whole number and one unit, {@code 500ms} to {@code 1d}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    public static ValueType<Duration> between(String least, String most) {
        Duration from = parse(least);
        Duration to = parse(most);
        return ValueType.shown(
                        "a duration from " + least + " to " + most,
                        text -> within(parse(text), from, to),
                        Durations::written)
                .forRoutes(duration -> Long.toString(duration.toMillis()));
    }

    /** In the largest unit that leaves a whole number. */
    static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new BadValue("is not written like 500ms, 2s, 5m, 24h or 1d");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Duration within(Duration duration, Duration from, Duration to) {
        if (duration.compareTo(from) < 0) {
            throw new BadValue("is too short");
        }
        if (duration.compareTo(to) > 0) {
            throw new BadValue("is too long");
        }
        return duration;
    }
}
