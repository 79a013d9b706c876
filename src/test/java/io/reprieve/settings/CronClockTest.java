package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

/** What {@code docs/schedules.md} says of cron expressions when clocks change. */
class CronClockTest {
    @ParameterizedTest(name = "{0} in {1} after {2}: {3}")
    @CsvSource({
        "0 30 2 * * ?, Europe/Berlin, 2026-03-28T02:30+01:00, 2026-03-30T02:30+02:00",
        "0 30 2 * * ?, Europe/Berlin, 2026-10-24T02:30+02:00, 2026-10-25T02:30+01:00",
        "0 0/10 * * * ?, Europe/Berlin, 2026-10-25T01:50+02:00, 2026-10-25T02:00+01:00",
        "0 0/10 * * * ?, Europe/Berlin, 2026-03-29T01:50+01:00, 2026-03-29T03:00+02:00",
        "0 30 2 * * ?, UTC, 2026-03-28T02:30Z, 2026-03-29T02:30Z"
    })
    void a_skipped_time_does_not_come_and_of_a_repeated_hour_the_second_pass_counts(
            String cron, String zone, OffsetDateTime time, OffsetDateTime next) throws Exception {
        CronExpression expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone(zone));

        Instant found = expression.getNextValidTimeAfter(Date.from(time.toInstant())).toInstant();

        assertThat(found).isEqualTo(next.toInstant());
    }
}
