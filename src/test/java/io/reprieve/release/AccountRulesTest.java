package io.reprieve.release;

import static io.reprieve.release.Samples.NOW;
import static io.reprieve.release.Samples.accessRefused;
import static io.reprieve.release.Samples.notStarted;
import static io.reprieve.release.Samples.refused;
import static io.reprieve.release.Samples.taken;
import static io.reprieve.release.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.release.Answer.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {
    private static final int IN_FLIGHT = 4;
    private final SettableClock clock = new SettableClock();
    private final AccountRules rules =
            new AccountRules(clock, 1000, IN_FLIGHT, Duration.ofSeconds(2), Duration.ofSeconds(30));
    private final AccountState start = AccountState.unknown("default", 100);

    @ParameterizedTest(name = "calls of {0}, {1} taken: {2}")
    @CsvSource({
        "100, 100, 200",
        "100, 99, 100",
        "200, 100, 200",
        "500, 500, 1000",
        "600, 600, 1000",
        "1000, 1000, 1000",
        "1, 1, 2"
    })
    void only_a_full_call_that_is_taken_makes_the_next_one_larger(int before, int size, int after) {
        AccountState state = rules.after(sized(before), taken(), BodyForm.ARRAY, size);

        assertThat(rules.callSize(state)).isEqualTo(after);
    }

    @ParameterizedTest(name = "limit {0}, settings {1}: {2}")
    @CsvSource({"100, 1000, 100", "5000, 1000, 1000", "2147483647, 10, 10"})
    void a_call_is_never_larger_than_the_limit_or_the_settings(int limit, int most, int size) {
        AccountRules own =
                new AccountRules(clock, most, 4, Duration.ofSeconds(2), Duration.ofSeconds(30));
        AccountState state = new AccountState("default", null, 1000, limit, null, null, 0, null);

        assertThat(own.callSize(state)).isEqualTo(size);
        AccountState grown = own.after(state, taken(), BodyForm.ARRAY, size);
        assertThat(own.callSize(grown)).isEqualTo(size);
    }

    @Test
    void a_taken_call_teaches_the_form_and_ends_troubles_and_holds() {
        AccountState held = rules.after(start, accessRefused(false)).troubled(3);

        AccountState state = rules.after(held, taken(), BodyForm.IDS, 10);

        assertThat(state.form()).isEqualTo(BodyForm.IDS);
        assertThat(state.hold()).isNull();
        assertThat(state.troubles()).isZero();
        assertThat(state.lastSuccess()).isEqualTo(NOW);
    }

    @Test
    void a_size_refused_is_halved_and_never_tried_again() {
        AccountState state = rules.after(sized(1000), refused(Cause.SIZE), BodyForm.ARRAY, 1000);
        for (int i = 0; i < 10; i++) {
            state = rules.after(state, taken(), BodyForm.ARRAY, rules.callSize(state));
        }

        assertThat(rules.callSize(state)).isEqualTo(500);
    }

    @Test
    void calls_under_way_together_halve_the_size_once() {
        AccountState tooLarge = sized(1000);
        AccountState slow = sized(1000);
        for (int i = 0; i < IN_FLIGHT; i++) {
            tooLarge = rules.after(tooLarge, refused(Cause.SIZE), BodyForm.ARRAY, 1000);
            slow = rules.after(slow, unknown(true, false), BodyForm.ARRAY, 1000);
        }

        assertThat(rules.callSize(tooLarge)).isEqualTo(500);
        assertThat(rules.callSize(slow)).isEqualTo(500);
    }

    @Test
    void a_timeout_halves_the_size_until_calls_are_clean_again() {
        AccountState state = rules.after(sized(1000), unknown(true, true), BodyForm.ARRAY, 1000);
        assertThat(rules.callSize(state)).isEqualTo(500);

        state = rules.after(state, taken(), BodyForm.ARRAY, 500);
        assertThat(rules.callSize(state)).isEqualTo(1000);
    }

    @Test
    void a_single_id_is_never_too_large_or_too_slow() {
        AccountState state = rules.after(sized(1), unknown(true, true), BodyForm.ARRAY, 1);
        state = rules.after(state, refused(Cause.SIZE), BodyForm.ARRAY, 1);

        assertThat(rules.callSize(state)).isEqualTo(1);
        assertThat(state.sizeLimit()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5, 1})
    void a_limit_is_at_least_one(int size) {
        assertThat(rules.callSize(rules.limited(sized(100), size))).isEqualTo(1);
    }

    @Test
    void a_limit_is_never_raised_by_a_larger_one() {
        AccountState state = rules.limited(rules.limited(sized(1000), 100), 500);

        assertThat(rules.callSize(state)).isEqualTo(100);
    }

    @Test
    void a_refused_call_shows_that_access_works() {
        AccountState held = rules.after(start, accessRefused(false));

        AccountState state = rules.after(held, refused(Cause.UNSAID), BodyForm.ARRAY, 10);

        assertThat(state.hold()).isNull();
        assertThat(rules.callSize(state)).isEqualTo(100);
        assertThat(state.form()).isNull();
    }

    @ParameterizedTest(name = "locked out {0}: {1} minutes")
    @CsvSource({"false, 1", "true, 15"})
    void refused_access_holds_the_account_at_once_with_rare_tries(boolean locked, int minutes) {
        AccountState state = start;
        for (int tries = 0; tries < 5; tries++) {
            state = rules.after(state, accessRefused(locked), BodyForm.ARRAY, 100);

            Hold hold = state.hold();
            assertThat(hold.kind()).isEqualTo(Hold.Kind.ACCESS);
            assertThat(hold.since()).isEqualTo(NOW);
            assertThat(hold.probes()).isEqualTo(tries);
            assertThat(hold.words()).contains("Check the token.").contains("HTTP 403");
            Duration distance = Duration.between(clock.instant(), hold.probeAt());
            assertThat(distance).isEqualTo(Duration.ofMinutes(minutes));
            clock.advanceTo(hold.probeAt());
        }
    }

    @Test
    void a_plain_refusal_on_its_way_does_not_shorten_a_lockout() {
        AccountState state = rules.after(start, accessRefused(true), BodyForm.ARRAY, 100);
        state = rules.after(state, accessRefused(false), BodyForm.ARRAY, 100);

        assertThat(state.hold().probeAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void a_hold_that_is_believed_to_be_over_is_tried_at_once() {
        AccountState held = rules.after(start, accessRefused(false));

        assertThat(rules.probeNow(held).hold().probeAt()).isEqualTo(NOW);
        assertThat(rules.probeNow(start)).isEqualTo(start);
    }

    @ParameterizedTest(name = "Retry-After {0}: pause of {1} s")
    @CsvSource({"300, 300", "1, 1", ", 30", "0, 30"})
    void too_many_calls_pause_the_account(Integer asked, int seconds) {
        AccountState state = rules.after(start, notStarted(asked, true), BodyForm.ARRAY, 100);

        assertThat(state.pausedUntil()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(state.isPaused(NOW.plusSeconds(seconds).minusMillis(1))).isTrue();
        assertThat(state.isPaused(NOW.plusSeconds(seconds))).isFalse();
        assertThat(state.troubles()).isZero();
        assertThat(state.hold()).isNull();
    }

    @Test
    void a_pause_is_never_shortened_by_calls_that_were_under_way() {
        AccountState paused = rules.after(start, notStarted(300, true), BodyForm.ARRAY, 100);
        Instant until = paused.pausedUntil();

        AccountState shorter = rules.after(paused, notStarted(10, true), BodyForm.ARRAY, 100);
        AccountState taken = rules.after(paused, taken(), BodyForm.ARRAY, 100);
        AccountState refused = rules.after(paused, refused(Cause.SIZE), BodyForm.ARRAY, 100);

        assertThat(List.of(shorter, taken, refused))
                .allSatisfy(state -> assertThat(state.pausedUntil()).isEqualTo(until));
    }

    @Test
    void an_outage_is_held_once_every_call_under_way_and_its_repeat_failed() {
        AccountState state = start;
        for (int call = 1; call < 2 * IN_FLIGHT; call++) {
            state = rules.after(state, call % 2 == 0 ? unknown(false, true) : notStarted(5, false));
            assertThat(state.hold()).isNull();
        }

        state = rules.after(state, unknown(false, true));

        assertThat(state.hold().kind()).isEqualTo(Hold.Kind.OUTAGE);
        assertThat(state.hold().words()).contains("HTTP 502");
    }

    @Test
    void tries_in_an_outage_grow_apart_up_to_a_minute() {
        AccountState state = start;
        List<Long> distances = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            state = rules.after(state, unknown(false, true));
            if (state.hold() != null) {
                Instant probeAt = state.hold().probeAt();
                distances.add(Duration.between(clock.instant(), probeAt).toSeconds());
                clock.advanceTo(probeAt);
            }
        }

        assertThat(distances).isSorted().startsWith(2L).endsWith(60L, 60L).contains(4L, 32L);
    }

    @Test
    void troubles_count_only_in_a_row() {
        AccountState state = start;
        for (int call = 0; call < 100; call++) {
            state = rules.after(state, unknown(false, true), BodyForm.ARRAY, 10);
            if (call % 7 == 6) {
                state = rules.after(state, taken(), BodyForm.ARRAY, 10);
            }
        }

        assertThat(state.hold()).isNull();
    }

    @Test
    void one_bad_answer_that_is_no_outage_changes_nothing() {
        assertThat(rules.after(start, unknown(false, false), BodyForm.ARRAY, 10)).isEqualTo(start);
    }

    /** The hold stays, and so does the distance: a try that tells nothing is a try. */
    @Test
    void a_try_that_tells_nothing_leaves_the_hold_and_its_distance() {
        List<Answer> nothingTold =
                List.of(unknown(false, false), unknown(false, true), notStarted(null, false));
        for (Answer answer : nothingTold) {
            AccountState held = rules.after(start, accessRefused(false), BodyForm.ARRAY, 10);
            clock.advanceTo(held.hold().probeAt());

            AccountState state = rules.after(held, answer, BodyForm.ARRAY, 10);

            assertThat(state.hold().kind()).isEqualTo(Hold.Kind.ACCESS);
            assertThat(state.hold().words()).contains("Check the token.");
            assertThat(state.hold().probeAt()).isEqualTo(clock.instant().plus(AccountRules.PROBE));
        }
    }

    @Test
    void an_answer_about_a_message_ends_an_outage() {
        AccountState state = start;
        for (int call = 0; call < 10; call++) {
            state = rules.after(state, unknown(false, true));
        }

        state = rules.afterAsking(state);

        assertThat(state.hold()).isNull();
        assertThat(state.troubles()).isZero();
        assertThat(rules.afterAsking(start)).isEqualTo(start);
    }

    @Test
    void an_answer_about_a_message_ends_a_hold_that_asking_began() {
        AccountState held = rules.after(start, accessRefused(false));

        assertThat(rules.afterAsking(held).hold()).isNull();
    }

    /** A token that may read but not write: each answer would else let a call be refused. */
    @Test
    void an_answer_about_a_message_does_not_end_a_hold_that_a_refused_release_began() {
        AccountState held = rules.after(start, accessRefused(false), BodyForm.ARRAY, 10);

        AccountState asked = rules.afterAsking(held);
        assertThat(asked.hold()).isEqualTo(held.hold());

        AccountState refusedBoth = rules.after(held, accessRefused(false));
        assertThat(rules.afterAsking(refusedBoth).hold()).isNotNull();
    }

    private static AccountState sized(int size) {
        return AccountState.unknown("default", size);
    }
}
