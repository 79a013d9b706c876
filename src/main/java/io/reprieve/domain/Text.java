package io.reprieve.domain;

import java.time.Duration;

/** Numbers and times as sentences have them. */
public final class Text {
    private Text() {}

    /** For example {@code 1 attempt}, {@code 3 attempts}. */
    public static String attempts(int number) {
        return count(number, "attempt");
    }

    /** A number with its noun, for example {@code 1 row}, {@code 12 rows}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The largest two units, for example {@code 24 h}, {@code 3 min 20 s}, {@code 800 ms}. */
    public static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 1) {
            return time.toMillis() + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = seconds / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
