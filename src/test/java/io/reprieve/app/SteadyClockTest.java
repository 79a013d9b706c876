package io.reprieve.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final TestClock wall = new TestClock();
    private long nanos = 42;
    private final SteadyClock clock = new SteadyClock(wall, () -> nanos);

    @Test
    void it_goes_as_the_machines_clock_does() {
        pass(Duration.ofMinutes(3));

        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    @Test
    void set_back_by_an_hour_it_goes_on_and_a_wait_takes_a_tenth_longer_at_most() {
        Instant before = clock.instant();
        wall.advance(Duration.ofHours(-1));
        pass(Duration.ofMinutes(5));

        assertThat(Duration.between(before, clock.instant()))
                .isBetween(Duration.ofSeconds(270), Duration.ofMinutes(5));
    }

    @Test
    void it_comes_to_agree_again() {
        wall.advance(Duration.ofMinutes(-10));
        clock.instant();
        pass(Duration.ofMinutes(110));

        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    @Test
    void set_forward_it_follows() {
        clock.instant();
        wall.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall.advance(time);
    }
}
