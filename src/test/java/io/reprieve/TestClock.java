package io.reprieve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to go on. Thread-safe. */
public final class TestClock extends Clock {
    /** Where every such clock begins. */
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Instant now = START;

    /** Goes on by that time. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    /** Goes on to that time, never back. */
    public synchronized void advanceTo(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
