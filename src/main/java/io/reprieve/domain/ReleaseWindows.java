package io.reprieve.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When releasing is allowed: always, or in windows such as {@code Mon-Fri 20:00-06:00
 * Europe/Berlin}. Immutable; safe to share between threads.
 */
public final class ReleaseWindows {
    /** Releasing is always allowed. */
    public static final ReleaseWindows ALWAYS = new ReleaseWindows(List.of(), "always");

    /** A window comes again every week; a day can be lost where clocks change, and dates jump. */
    private static final int LOOK_AHEAD_DAYS = 16;

    private final List<ReleaseWindow> windows;
    private final String text;

    ReleaseWindows(List<ReleaseWindow> windows, String text) {
        this.windows = List.copyOf(windows);
        this.text = text;
    }

    /**
     * Reads windows as a setting writes them: {@code [days] times [zone]}, several of them
     * separated by {@code ;} or {@code ,}; or {@code always}.
     *
     * @throws IllegalArgumentException when it is not written like that; the message is for the
     *     operator and goes on after the text
     */
    public static ReleaseWindows parse(String text) {
        return "always".equalsIgnoreCase(text.strip())
                ? ALWAYS
                : new ReleaseWindows(new ReleaseWindowsText(text).read(), text.strip());
    }

    /** Whether releasing is allowed at that moment. */
    public boolean isOpen(Instant instant) {
        return windows.isEmpty() || windows.stream().anyMatch(window -> window.isOpen(instant));
    }

    /**
     * When the next window opens, in its own zone.
     *
     * @return empty when one is open at that moment, or none opens within two weeks
     */
    public Optional<ZonedDateTime> nextOpening(Instant now) {
        if (isOpen(now)) {
            return Optional.empty();
        }
        return windows.stream()
                .flatMap(window -> nextOpening(window, now).stream())
                .min(Comparator.comparing(ZonedDateTime::toInstant));
    }

    private static Optional<ZonedDateTime> nextOpening(ReleaseWindow window, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, window.zone());
        return IntStream.range(0, LOOK_AHEAD_DAYS)
                .boxed()
                .flatMap(days -> window.openings(today.plusDays(days)))
                .filter(instant -> instant.isAfter(now) && window.isOpen(instant))
                .min(Comparator.naturalOrder())
                .map(instant -> instant.atZone(window.zone()));
    }

    /** What calls wait for at that moment, in words; empty when a window is open. */
    public Optional<String> describeWait(Instant now) {
        if (isOpen(now)) {
            return Optional.empty();
        }
        String opening =
                nextOpening(now)
                        .map(ReleaseWindows::written)
                        .map(time -> "opens " + time)
                        .orElse("opens on no day of the next two weeks");
        return Optional.of("waits for the window: " + opening);
    }

    private static String written(ZonedDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toLocalDateTime() + " " + time.getZone();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
