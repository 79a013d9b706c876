package io.reprieve.settings;

import io.reprieve.domain.ReleaseWindows;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.quartz.CronExpression;

/** The kinds of values that say when. */
public final class Schedules {
    private Schedules() {}

    /** Windows of the week; see {@link ReleaseWindows#parse}. */
    static ValueType<ReleaseWindows> windows() {
        return ValueType.shown(
                "always, or days, times and a time zone, such as Mon-Fri 20:00-06:00 Europe/Berlin",
                text -> {
                    try {
                        return ReleaseWindows.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw new BadValue(e.getMessage());
                    }
                },
                ReleaseWindows::toString);
    }

    /** A cron expression of Quartz. Its classes are loaded only where one is given. */
    public static ValueType<String> cron() {
        return ValueType.shown(
                "a Quartz cron expression: second, minute, hour, day, month, day of week, such as"
                        + " 0 30 2 * * ?",
                text -> {
                    try {
                        return new CronExpression(text).getCronExpression();
                    } catch (ParseException | RuntimeException e) {
                        throw new BadValue("is no cron expression (" + e.getMessage() + ")");
                    }
                },
                text -> text);
    }

    /** A time zone by its name. */
    public static ValueType<ZoneId> zone() {
        return ValueType.shown(
                "the name of a time zone, such as Europe/Berlin or UTC",
                text -> {
                    try {
                        return ZoneId.of(text);
                    } catch (DateTimeException e) {
                        throw new BadValue("is no time zone");
                    }
                },
                ZoneId::getId);
    }
}
