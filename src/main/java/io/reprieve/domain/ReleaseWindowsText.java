package io.reprieve.domain;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads windows word by word: days, times and a zone, in that order. Days after times begin the
 * next window, as does a semicolon. Times without days count every day. A window without a zone has
 * that of the last one which names it, or UTC. For one thread, once.
 */
final class ReleaseWindowsText {
    private static final Pattern WORD = Pattern.compile("[^\\s,;]+|;");
    private static final Pattern DAYS = Pattern.compile("([A-Za-z]+)(?:-([A-Za-z]+))?");
    private static final Pattern TIMES =
            Pattern.compile("([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})");

    private final String text;
    private final List<Rule> rules = new ArrayList<>();
    private Rule rule = new Rule();

    ReleaseWindowsText(String text) {
        this.text = text;
    }

    /** Days, spans and zone as they are read; a zone may be missing (null). */
    private static final class Rule {
        private final Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        private final List<LocalTime[]> spans = new ArrayList<>();
        private ZoneId zone;
    }

    List<ReleaseWindow> read() {
        // Blanks around a hyphen are a matter of taste.
        Matcher words = WORD.matcher(text.replaceAll("\\s*-\\s*", "-"));
        while (words.find()) {
            read(words.group());
        }
        end();
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("names no window");
        }
        return windows();
    }

    private void read(String word) {
        Matcher times = TIMES.matcher(word);
        if (word.equals(";")) {
            end();
        } else if (times.matches()) {
            if (rule.zone != null) {
                end();
            }
            rule.spans.add(span(word, times));
        } else if (isDays(word)) {
            if (!rule.spans.isEmpty()) {
                end();
            }
            rule.days.addAll(days(word));
        } else {
            if (rule.spans.isEmpty() || rule.zone != null) {
                throw new IllegalArgumentException(
                        "has '" + word + "' where days or times are expected");
            }
            rule.zone = zone(word);
        }
    }

    private void end() {
        if (!rule.spans.isEmpty()) {
            rules.add(rule);
        } else if (!rule.days.isEmpty()) {
            throw new IllegalArgumentException(
                    "has days without times; 00:00-24:00 is a whole day");
        }
        rule = new Rule();
    }

    private List<ReleaseWindow> windows() {
        ZoneId last =
                rules.stream()
                        .map(one -> one.zone)
                        .filter(zone -> zone != null)
                        .reduce((first, second) -> second)
                        .orElse(ZoneId.of("UTC"));
        List<ReleaseWindow> windows = new ArrayList<>();
        for (Rule one : rules) {
            Set<DayOfWeek> days = one.days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : one.days;
            ZoneId zone = one.zone == null ? last : one.zone;
            one.spans.forEach(span -> windows.add(new ReleaseWindow(days, span[0], span[1], zone)));
        }
        return windows;
    }

    private static boolean isDays(String word) {
        Matcher days = DAYS.matcher(word);
        return days.matches() && day(days.group(1)) != null;
    }

    private static Set<DayOfWeek> days(String word) {
        Matcher named = DAYS.matcher(word);
        named.matches();
        DayOfWeek first = day(named.group(1));
        DayOfWeek last = named.group(2) == null ? first : day(named.group(2));
        if (last == null) {
            throw new IllegalArgumentException(
                    "has '" + word + "', in which '" + named.group(2) + "' is no day (Mon to Sun)");
        }
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return days;
    }

    /** A day by its first three letters or its whole English name; null for anything else. */
    private static DayOfWeek day(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(upper) || day.name().substring(0, 3).equals(upper)) {
                return day;
            }
        }
        return null;
    }

    private static LocalTime[] span(String word, Matcher times) {
        LocalTime from = time(word, times.group(1), times.group(2));
        boolean toEnd = times.group(3).equals("24") && times.group(4).equals("00");
        LocalTime to = toEnd ? LocalTime.MIDNIGHT : time(word, times.group(3), times.group(4));
        if (from.equals(to) && !toEnd) {
            throw new IllegalArgumentException(
                    "has '" + word + "', which is empty; 00:00-24:00 is a whole day");
        }
        return new LocalTime[] {from, to};
    }

    private static LocalTime time(String word, String hour, String minute) {
        try {
            return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "has '" + word + "', in which " + hour + ":" + minute + " is no time of day");
        }
    }

    private static ZoneId zone(String word) {
        try {
            return ZoneId.of(word);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "has '" + word + "', which is no day, no time and no time zone");
        }
    }
}
