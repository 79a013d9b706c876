package io.reprieve.settings;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Function;
import org.quartz.CronExpression;

/** Times of day and the places where they hold. */
final class CronTimes {

    private CronTimes() {}

    static ValueType<String> cron() {
        return ValueType.shown(
                "a Quartz cron expression: second minute hour day month weekday [year]",
                CronTimes::checked,
                Function.identity());
    }

    static ValueType<ZoneId> zone() {
        return ValueType.shown(
                "a time zone such as Europe/Berlin or UTC", CronTimes::place, ZoneId::getId);
    }

    private static String checked(String text) {
        try {
            CronExpression.validateExpression(text);
        } catch (ParseException e) {
            throw new BadValue("is no cron expression (" + e.getMessage() + ")");
        }
        return text;
    }

    private static ZoneId place(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadValue("is not a known time zone");
        }
    }
}
