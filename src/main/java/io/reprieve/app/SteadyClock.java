package io.reprieve.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The machine's clock, except that it never goes back: where that is set back, this one goes on, a
 * tenth slower until both agree again. So nothing that waits waits an hour longer, and a wait of a
 * minute takes some seconds more at most. Where the machine's clock is set forward, or the machine
 * has slept, this one follows at once. Thread-safe.
 */
public final class SteadyClock extends Clock {
    private static final int SLOWER = 10;

    private final Clock wall;
    private final LongSupplier nanos;
    private long lastNanos;
    private Instant last;

    /**
     * A clock.
     *
     * @param wall the machine's
     * @param nanos the time that has passed since some moment, in ns; nobody can set it
     */
    public SteadyClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
        this.last = wall.instant();
    }

    /** The clock of this process. */
    public static SteadyClock ofSystem() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }

    /** The machine's clock, by which files have their times. */
    public Clock wall() {
        return wall;
    }

    @Override
    public synchronized Instant instant() {
        long passed = nanos.getAsLong() - lastNanos;
        lastNanos += passed;
        Instant steady = last.plusNanos(passed);
        Duration ahead = Duration.between(wall.instant(), steady);
        if (ahead.isNegative()) {
            last = steady.minus(ahead);
        } else {
            Duration most = Duration.ofNanos(passed / SLOWER);
            last = steady.minus(ahead.compareTo(most) < 0 ? ahead : most);
        }
        return last;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC)
                ? this
                : Clock.tick(this, Duration.ofNanos(1)).withZone(zone);
    }
}
