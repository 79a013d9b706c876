package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseWindowsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 2026-11-23 is a Monday; Berlin is one hour ahead of UTC in winter.
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-23T18:59:59Z | false",
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-23T19:00:00Z | true",
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-24T04:59:59Z | true",
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-24T05:00:00Z | false",
                // The night of Friday ends on Saturday, and Monday morning is no night of Sunday.
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-28T04:00:00Z | true",
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-28T20:00:00Z | false",
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-23T02:00:00Z | false",
                // Ranges of days may go over the end of the week.
                "Sat-Mon 08:00-10:00 | 2026-11-22T09:00:00Z | true",
                "Sat-Mon 08:00-10:00 | 2026-11-23T09:00:00Z | true",
                "Sat-Mon 08:00-10:00 | 2026-11-24T09:00:00Z | false",
                "Mon-Sun 08:00-10:00 | 2026-11-24T09:00:00Z | true",
                "sunday 00:00-24:00 | 2026-11-22T23:59:59Z | true",
                "sunday 00:00-24:00 | 2026-11-23T00:00:00Z | false",
                "Mon - Tue 08:00 - 10:00 | 2026-11-24T09:00:00Z | true",
                "22:00-24:00 | 2026-11-24T23:30:00Z | true",
                "22:00-00:00 | 2026-11-25T00:00:00Z | false",
                // Several, by comma or semicolon; days before times, and times after times.
                "Mon, Wed 08:00-09:00, 12:00-13:00 | 2026-11-25T12:30:00Z | true",
                "Mon, Wed 08:00-09:00, 12:00-13:00 | 2026-11-24T12:30:00Z | false",
                "Mon 08:00-09:00, Tue 12:00-13:00 | 2026-11-24T12:30:00Z | true",
                "Mon 08:00-09:00, Tue 12:00-13:00 | 2026-11-24T08:30:00Z | false",
                "Mon 08:00-09:00; 12:00-13:00 | 2026-11-25T12:30:00Z | true",
                // The last zone counts for windows that name none.
                "Mon 08:00-09:00; Tue 08:00-09:00 Asia/Tokyo | 2026-11-22T23:30:00Z | true",
                "Mon 08:00-09:00 UTC; Tue 08:00-09:00 Asia/Tokyo | 2026-11-22T23:30:00Z | false",
                "Mon 08:00-09:00 UTC, 10:00-11:00 UTC | 2026-11-24T10:30:00Z | true",
                "always | 2026-11-24T10:30:00Z | true",
                // Clocks in Berlin skip 02:00 to 03:00 on 2026-03-29, and repeat it on 2026-10-25.
                "02:00-03:00 Europe/Berlin | 2026-03-29T00:59:59Z | false",
                "02:00-03:00 Europe/Berlin | 2026-03-29T01:00:00Z | false",
                "02:30-04:00 Europe/Berlin | 2026-03-29T01:00:00Z | true",
                "02:00-02:30 Europe/Berlin | 2026-10-25T00:15:00Z | true",
                "02:00-02:30 Europe/Berlin | 2026-10-25T00:45:00Z | false",
                "02:00-02:30 Europe/Berlin | 2026-10-25T01:15:00Z | true",
                "02:00-02:30 Europe/Berlin | 2026-10-25T01:45:00Z | false",
            })
    void a_window_is_open_whenever_its_clock_shows_a_time_in_it(
            String windows, Instant instant, boolean open) {
        assertThat(ReleaseWindows.parse(windows).isOpen(instant)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-24T10:00:00Z | opens 2026-11-24T20:00 Europe/Berlin",
                "Mon-Fri 20:00-06:00 Europe/Berlin | 2026-11-28T05:00:00Z | opens 2026-11-30T20:00 Europe/Berlin",
                "Mon 08:00-09:00 | 2026-11-23T09:00:00Z | opens 2026-11-30T08:00 UTC",
                "Mon 08:00-09:00 UTC, Tue 08:00-09:00 Asia/Tokyo | 2026-11-23T09:00:00Z | opens 2026-11-24T08:00 Asia/Tokyo",
                // Lost in the hour that is skipped; half lost; and the second of two.
                "02:00-03:00 Europe/Berlin | 2026-03-29T00:30:00Z | opens 2026-03-30T02:00 Europe/Berlin",
                "02:30-04:00 Europe/Berlin | 2026-03-29T00:30:00Z | opens 2026-03-29T03:00 Europe/Berlin",
                "02:00-02:30 Europe/Berlin | 2026-10-25T00:45:00Z | opens 2026-10-25T02:00 Europe/Berlin",
                "02:00-02:30 Europe/Berlin | 2026-10-25T01:45:00Z | opens 2026-10-26T02:00 Europe/Berlin",
            })
    void a_closed_window_says_when_it_opens(String windows, Instant now, String words) {
        assertThat(ReleaseWindows.parse(windows).describeWait(now))
                .contains("waits for the window: " + words);
    }

    @Test
    void an_open_window_is_waited_for_by_nobody() {
        Instant now = Instant.parse("2026-11-24T21:00:00Z");

        assertThat(ReleaseWindows.parse("20:00-22:00").describeWait(now)).isEmpty();
        assertThat(ReleaseWindows.parse("20:00-22:00").nextOpening(now)).isEmpty();
        assertThat(ReleaseWindows.ALWAYS.describeWait(now)).isEmpty();
    }

    /** Whatever the hour of a whole year: closed until the opening that is told, and open there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon-Fri 20:00-06:00 Europe/Berlin",
                "Sun 01:30-02:30, Sat 23:00-03:30 Europe/Berlin",
                "00:00-00:30 America/Sao_Paulo; Tue 02:15-02:45 Australia/Lord_Howe",
            })
    void the_opening_that_is_told_is_the_first_minute_that_is_open(String text) {
        ReleaseWindows windows = ReleaseWindows.parse(text);
        Instant end = Instant.parse("2026-12-01T00:00:00Z");
        Instant told = null;
        for (Instant now = Instant.parse("2026-01-01T00:00:00Z");
                now.isBefore(end);
                now = now.plusSeconds(15 * 60)) {
            if (windows.isOpen(now)) {
                assertThat(told).as("opening before %s", now).isIn(null, now);
                told = null;
            } else if (told == null) {
                told = windows.nextOpening(now).orElseThrow().toInstant();
                assertThat(told).isAfter(now);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nights | 'nights' where days or times are expected",
                "Mon-Fri | days without times",
                "Mon-Fry 20:00-22:00 | 'Fry' is no day",
                "Mon 20:00-25:00 | 25:00 is no time of day",
                "Mon 20:60-22:00 | 20:60 is no time of day",
                "Mon 20:00-20:00 | is empty",
                "Mon 20:00-22:00 Europe/Berlim | no day, no time and no time zone",
                "Mon 20:00-22:00 UTC UTC | 'UTC' where days or times are expected",
                "Europe/Berlin 20:00-22:00 | 'Europe/Berlin' where days or times are expected",
                "Mon 20-22 | '20-22' where days or times are expected",
                "; , | names no window",
            })
    void what_cannot_be_meant_is_refused_in_words(String text, String words) {
        assertThatThrownBy(() -> ReleaseWindows.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
