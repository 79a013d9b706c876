package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockSetBackTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    @TempDir Path folder;
    private final TestClock clock = new TestClock();

    @Test
    void what_was_due_before_the_clock_was_set_back_is_due_and_calls_count_no_longer() {
        try (Ledger ledger = Ledger.open(folder, clock)) {
            Lists.accept(ledger, Lists.job("before"), Lists.entries(0, 3));
            use(ledger.pace(12, 10, WINDOW), 10);
        }
        clock.advance(Duration.ofHours(-1));

        try (Ledger ledger = Ledger.open(folder, clock)) {
            ledger.forgetUnfinished();

            assertThat(ledger.parts().claim(Lists.ACCOUNT, 100, 100).isEmpty()).isFalse();
            assertThat(ledger.pace(12, 10, WINDOW).take(Lists.ACCOUNT).delay())
                    .isBetween(WINDOW, WINDOW.plusSeconds(1));
        }
    }

    @Test
    void a_clock_that_was_not_set_back_changes_nothing() {
        try (Ledger ledger = Ledger.open(folder, clock)) {
            use(ledger.pace(12, 10, WINDOW), 10);
        }
        clock.advance(Duration.ofMinutes(2));

        try (Ledger ledger = Ledger.open(folder, clock)) {
            ledger.forgetUnfinished();

            assertThat(ledger.pace(12, 10, WINDOW).take(Lists.ACCOUNT).delay())
                    .isLessThan(Duration.ofMinutes(4));
        }
    }

    private static void use(CallBudget pace, int calls) {
        for (int call = 0; call < calls; call++) {
            pace.ended(pace.take(Lists.ACCOUNT));
        }
    }
}
