package io.reprieve.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The time as it is, or was at a moment, and as far ahead as a test leaps. Thread-safe. */
final class LeapingClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Clock time;

    /** A clock that goes on. */
    LeapingClock() {
        this(Clock.systemUTC());
    }

    private LeapingClock(Clock time) {
        this.time = time;
    }

    /** A clock that stands still between leaps. */
    static LeapingClock standing() {
        return new LeapingClock(Clock.fixed(Instant.now(), ZoneOffset.UTC));
    }

    void leap(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return time.instant().plus(ahead.get());
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
