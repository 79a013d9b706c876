package io.reprieve.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When a source looks: again and again after a pause, or at the times of a cron expression.
 *
 * @param delay the pause; what counts where there is no expression
 * @param cron a cron expression of Quartz, or empty
 * @param zone whose clock the expression means
 */
public record PollSettings(Duration delay, Optional<String> cron, ZoneId zone) {
    /** Reads the three settings of a source. */
    public static PollSettings read(
            Values values, Setting<Duration> delay, Setting<String> cron, Setting<ZoneId> zone) {
        ZoneId named = values.get(zone);
        return new PollSettings(
                values.get(delay),
                Optional.ofNullable(values.get(cron)),
                named == null ? ZoneId.of("UTC") : named);
    }

    /** Adds a problem where the settings of a source contradict each other. */
    public static void check(
            Values values,
            Setting<Duration> delay,
            Setting<String> cron,
            Setting<ZoneId> zone,
            List<Problem> problems) {
        boolean hasCron = !values.value(cron).source().isEmpty();
        Value<Duration> pause = values.value(delay);
        if (hasCron && !pause.byDefault()) {
            problems.add(
                    new Problem(
                            delay.key(),
                            pause.source(),
                            "is given beside " + cron.key() + "; remove one of them"));
        }
        Value<ZoneId> named = values.value(zone);
        if (!hasCron && !named.source().isEmpty()) {
            problems.add(
                    new Problem(
                            zone.key(),
                            named.source(),
                            "is given without " + cron.key() + ", which it belongs to"));
        }
    }
}
