package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.RateHint;
import io.reprieve.ledger.CallBudget.Ticket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallBudgetTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final String BUDGET = "default";

    @TempDir Path folder;

    private final TestClock clock = new TestClock();
    private Ledger ledger;
    private CallBudget pace;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, clock);
        pace = ledger.pace(12, 10, WINDOW);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** A call and the time at which the other side counts it. */
    private record Made(CallBudget pace, Ticket ticket, long counted) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_window_holds_more_calls_than_the_budget(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        System.out.println("PaceTest: seed " + seed);
        List<Long> counted = new ArrayList<>();
        List<Made> underWay = new ArrayList<>();
        try (Ledger other = Ledger.open(folder, clock)) {
            List<CallBudget> paces = new ArrayList<>(List.of(pace, other.pace(12, 10, WINDOW)));
            for (int i = 0; i < 4000; i++) {
                clock.advance(Duration.ofMillis(random.nextInt(300)));
                int one = random.nextInt(2);
                if (random.nextInt(3) > 0) {
                    Ticket ticket = paces.get(one).take(BUDGET);
                    if (ticket.isGranted()) {
                        underWay.add(new Made(paces.get(one), ticket, -1));
                    }
                } else if (!underWay.isEmpty() && random.nextInt(2) == 0) {
                    int which = random.nextInt(underWay.size());
                    Made made = underWay.get(which);
                    if (made.counted() < 0) {
                        counted.add(clock.millis());
                        underWay.set(which, new Made(made.pace(), made.ticket(), clock.millis()));
                    } else {
                        made.pace().ended(made.ticket());
                        underWay.remove(which);
                    }
                } else if (random.nextInt(40) == 0) {
                    paces.set(one, (one == 0 ? ledger : other).pace(12, 10, WINDOW));
                }
            }
        }
        assertThat(counted).hasSizeGreaterThan(300);
        assertThat(mostInAWindow(counted)).isLessThanOrEqualTo(10);
    }

    private static int mostInAWindow(List<Long> times) {
        int most = 0;
        for (long first : times) {
            long until = first + WINDOW.toMillis();
            most =
                    Math.max(
                            most,
                            (int) times.stream().filter(t -> t >= first && t < until).count());
        }
        return most;
    }

    @Test
    void the_delay_given_is_enough_and_a_millisecond_less_is_not() {
        for (int i = 0; i < 10; i++) {
            pace.ended(pace.take(BUDGET));
            clock.advance(Duration.ofMillis(100));
        }
        Ticket refused = pace.take(BUDGET);

        assertThat(refused.isGranted()).isFalse();
        clock.advance(refused.delay().minusMillis(1));
        assertThat(pace.take(BUDGET).isGranted()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(pace.take(BUDGET).isGranted()).isTrue();
    }

    @Test
    void a_restart_forgets_neither_ended_calls_nor_those_under_way() {
        Ticket ended = pace.take(BUDGET);
        for (int i = 0; i < 9; i++) {
            pace.take(BUDGET);
        }
        pace.ended(ended);
        ledger.close();
        clock.advance(Duration.ofSeconds(9));
        open();
        ledger.forgetUnfinished();

        assertThat(pace.take(BUDGET).isGranted()).isFalse();
        clock.advance(Duration.ofMillis(1001));
        assertThat(pace.take(BUDGET).isGranted()).isTrue();
        assertThat(pace.take(BUDGET).isGranted()).isFalse();
        clock.advance(Duration.ofSeconds(9));
        assertThat(pace.untilFree(BUDGET)).isZero();
    }

    @Test
    void budgets_do_not_share() {
        for (int i = 0; i < 10; i++) {
            pace.take(BUDGET);
        }

        assertThat(pace.untilFree(BUDGET)).isPositive();
        assertThat(pace.untilFree("second")).isZero();
    }

    @Test
    void a_hint_that_our_own_calls_explain_changes_nothing() {
        for (int i = 0; i < 5; i++) {
            Ticket ticket = pace.take(BUDGET);
            pace.heed(BUDGET, new RateHint(11 - i, Duration.ofSeconds(10), null));
            pace.ended(ticket);
        }

        assertThat(pace.untilFree(BUDGET)).isZero();
    }

    @Test
    void a_word_that_nothing_is_left_is_heeded_at_once() {
        pace.heed(BUDGET, new RateHint(0, Duration.ofSeconds(5), 10));

        assertThat(pace.untilFree(BUDGET)).isEqualTo(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(pace.untilFree(BUDGET)).isZero();
    }

    @Test
    void a_hint_that_somebody_else_spends_is_heeded_until_the_reset() {
        Ticket ticket = pace.take(BUDGET);
        pace.heed(BUDGET, new RateHint(5, Duration.ofSeconds(7), null));
        pace.heed(BUDGET, new RateHint(4, Duration.ofSeconds(7), null));
        pace.ended(ticket);

        // Four are left, two of them are the reserve, and the call itself may not be counted yet.
        assertThat(pace.take(BUDGET).isGranted()).isTrue();
        assertThat(pace.take(BUDGET).delay()).isEqualTo(Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(7));
        assertThat(pace.take(BUDGET).isGranted()).isTrue();
    }

    @Test
    void the_time_of_many_calls_is_told_from_the_window() {
        assertThat(pace.estimate(BUDGET, 10)).isZero();
        assertThat(pace.estimate(BUDGET, 11)).isEqualTo(WINDOW);
        assertThat(pace.estimate(BUDGET, 35)).isEqualTo(WINDOW.multipliedBy(3));
        for (int i = 0; i < 10; i++) {
            pace.ended(pace.take(BUDGET));
        }
        clock.advance(Duration.ofSeconds(6));

        assertThat(pace.estimate(BUDGET, 1)).isEqualTo(Duration.ofMillis(4001));
        assertThat(pace.estimate(BUDGET, 11)).isEqualTo(Duration.ofMillis(14_001));
    }

    @Test
    void what_is_out_of_every_window_is_deleted() {
        for (int i = 0; i < 2000; i++) {
            clock.advance(Duration.ofSeconds(1));
            Ticket ticket = pace.take(BUDGET);
            if (ticket.isGranted()) {
                pace.ended(ticket);
            }
        }
        ledger.close();
        try (Database database = Database.open(folder.resolve(Ledger.FILE))) {
            long rows = database.read(c -> Database.number(c, "SELECT count(*) FROM call"));
            assertThat(rows).isBetween(9L, 600L);
        }
        open();
    }
}
