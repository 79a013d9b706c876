package io.reprieve.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One stretch of time that comes again on days of the week: open whenever the clock on the wall of
 * its zone shows a time in it. Immutable.
 *
 * @param days the days on which it begins
 * @param from when it begins
 * @param to when it ends, exclusive; midnight for the end of the day; not after {@code from}: it
 *     ends on the day after
 * @param zone whose clock counts
 */
record ReleaseWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    ReleaseWindow {
        days = Set.copyOf(days);
    }

    boolean isOpen(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        LocalDate day = local.toLocalDate();
        return covers(day, local) || covers(day.minusDays(1), local);
    }

    /** Moments on that day at which it may open: where clocks change there are two, or another. */
    Stream<Instant> openings(LocalDate day) {
        LocalDateTime begin = day.atTime(from);
        ZoneOffsetTransition change = zone.getRules().getTransition(begin);
        Stream<Instant> changes =
                Stream.ofNullable(
                                zone.getRules().nextTransition(day.atStartOfDay(zone).toInstant()))
                        .map(ZoneOffsetTransition::getInstant);
        Stream<Instant> begins =
                change != null && change.isGap()
                        ? Stream.empty()
                        : zone.getRules().getValidOffsets(begin).stream().map(begin::toInstant);
        return Stream.concat(begins, changes);
    }

    private boolean covers(LocalDate day, LocalDateTime local) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return days.contains(day.getDayOfWeek())
                && !local.isBefore(day.atTime(from))
                && local.isBefore(last.atTime(to));
    }
}
