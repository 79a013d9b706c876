package io.reprieve.domain;

import static io.reprieve.domain.Samples.NOW;
import static io.reprieve.domain.Samples.accessRefused;
import static io.reprieve.domain.Samples.notStarted;
import static io.reprieve.domain.Samples.refused;
import static io.reprieve.domain.Samples.taken;
import static io.reprieve.domain.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {
    private static final int IN_FLIGHT = 4;
    private final TestClock clock = new TestClock();
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
        AccountState state = rules.after(sized(before), taken(), sent(BodyForm.ARRAY, size));

        assertThat(rules.callSize(state)).isEqualTo(after);
    }

    @ParameterizedTest(name = "limit {0}, settings {1}: {2}")
    @CsvSource({"100, 1000, 100", "5000, 1000, 1000", "2147483647, 10, 10"})
    void a_call_is_never_larger_than_the_limit_or_the_settings(int limit, int most, int size) {
        AccountRules own =
                new AccountRules(clock, most, 4, Duration.ofSeconds(2), Duration.ofSeconds(30));
        AccountState state = new AccountState("default", null, 1000, limit, null, Map.of(), null);

        assertThat(own.callSize(state)).isEqualTo(size);
        AccountState grown = own.after(state, taken(), sent(BodyForm.ARRAY, size));
        assertThat(own.callSize(grown)).isEqualTo(size);
    }

    @Test
    void a_taken_call_teaches_the_form_and_ends_troubles_and_holds() {
        AccountState held = refusedTwice(CallKind.RELEASE);

        AccountState state = rules.after(held, taken(), sent(BodyForm.IDS, 10));

        assertThat(state.form()).isEqualTo(BodyForm.IDS);
        assertThat(state.hold()).isNull();
        assertThat(state.standing(CallKind.RELEASE).troubles()).isZero();
        assertThat(state.lastSuccess()).isEqualTo(NOW);
    }

    @Test
    void a_size_refused_is_halved_and_never_tried_again() {
        AccountState state =
                rules.after(sized(1000), refused(Cause.SIZE), sent(BodyForm.ARRAY, 1000));
        for (int i = 0; i < 10; i++) {
            state = rules.after(state, taken(), sent(BodyForm.ARRAY, rules.callSize(state)));
        }

        assertThat(rules.callSize(state)).isEqualTo(500);
    }

    @Test
    void calls_under_way_together_halve_the_size_once() {
        AccountState tooLarge = sized(1000);
        AccountState slow = sized(1000);
        for (int i = 0; i < IN_FLIGHT; i++) {
            tooLarge = rules.after(tooLarge, refused(Cause.SIZE), sent(BodyForm.ARRAY, 1000));
            slow = rules.after(slow, unknown(true, false), sent(BodyForm.ARRAY, 1000));
        }

        assertThat(rules.callSize(tooLarge)).isEqualTo(500);
        assertThat(rules.callSize(slow)).isEqualTo(500);
    }

    @Test
    void a_size_that_was_too_slow_is_not_tried_again_soon() {
        AccountState state = rules.after(sized(100), slow(), sent(BodyForm.IDS, 100));
        clock.advance(Duration.ofSeconds(299));

        for (int call = 0; call < 20; call++) {
            state = rules.after(state, taken(), sent(BodyForm.IDS, rules.callSize(state)));
            assertThat(rules.callSize(state)).isEqualTo(50);
            assertThat(state.isTrial()).isFalse();
        }
        clock.advance(Duration.ofSeconds(1));
        state = rules.after(state, taken(), sent(BodyForm.IDS, 50));

        assertThat(rules.callSize(state)).isEqualTo(100);
        assertThat(state.isTrial()).isTrue();
    }

    @Test
    void tries_of_a_size_that_stays_too_slow_become_rare() {
        AccountState state = rules.after(sized(100), slow(), sent(BodyForm.IDS, 100));
        List<Long> minutes = new ArrayList<>();
        for (int tries = 0; tries < 12; tries++) {
            Instant before = clock.instant();
            clock.advanceTo(state.slow().until());
            minutes.add(Duration.between(before, clock.instant()).toMinutes());
            state = rules.after(state, taken(), sent(BodyForm.IDS, 50));
            state = rules.after(state, slow(), sent(BodyForm.IDS, 100));
            assertThat(rules.callSize(state)).isEqualTo(50);
        }

        assertThat(minutes).startsWith(5L, 10L, 20L, 40L).endsWith(1440L, 1440L).isSorted();
    }

    @Test
    void a_size_that_is_in_time_when_it_is_tried_is_forgotten_and_calls_grow_again() {
        AccountState state = rules.after(sized(100), slow(), sent(BodyForm.IDS, 100));
        clock.advanceTo(state.slow().until());
        for (int call = 0; call < 5; call++) {
            state = rules.after(state, taken(), sent(BodyForm.IDS, rules.callSize(state)));
        }

        assertThat(state.slow()).isNull();
        assertThat(rules.callSize(state)).isEqualTo(1000);
    }

    /** An outage that looks like slow calls: nothing of it is left soon after. */
    @Test
    void however_small_calls_became_they_grow_again_within_a_minute() {
        AccountState state = sized(1000);
        while (rules.callSize(state) > 1) {
            state = rules.after(state, slow(), sent(BodyForm.IDS, rules.callSize(state)));
            clock.advance(Duration.ofSeconds(1));
        }
        state = rules.after(state, slow(), sent(BodyForm.IDS, 1));

        int calls = 0;
        while (rules.callSize(state) < 1000) {
            clock.advance(Duration.ofSeconds(1));
            state = rules.after(state, taken(), sent(BodyForm.IDS, rules.callSize(state)));
            calls++;
        }

        assertThat(calls).isLessThan(60);
    }

    @Test
    void calls_under_way_at_the_old_size_teach_nothing_new() {
        AccountState state = rules.after(sized(100), slow(), sent(BodyForm.IDS, 100));
        SlowSize met = state.slow();
        for (int call = 0; call < IN_FLIGHT; call++) {
            state = rules.after(state, slow(), sent(BodyForm.IDS, 100));
        }
        state = rules.after(state, taken(), sent(BodyForm.IDS, 100));

        assertThat(state.slow()).isEqualTo(met);
        assertThat(rules.callSize(state)).isEqualTo(50);
    }

    @Test
    void a_single_id_is_never_too_large_or_too_slow() {
        AccountState state = rules.after(sized(1), unknown(true, true), sent(BodyForm.ARRAY, 1));
        assertThat(state.slow()).isNull();
        state = rules.after(state, refused(Cause.SIZE), sent(BodyForm.ARRAY, 1));

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
        AccountState held = refusedTwice(CallKind.RELEASE);

        AccountState state = rules.after(held, refused(Cause.UNSAID), sent(BodyForm.ARRAY, 10));

        assertThat(state.hold()).isNull();
        assertThat(rules.callSize(state)).isEqualTo(100);
        assertThat(state.form()).isNull();
    }

    /** Cloudflare itself has reported stray authentication errors. */
    @ParameterizedTest
    @EnumSource
    void one_refusal_of_access_is_tried_again_after_some_seconds_and_confirmed_by_nobody(
            CallKind kind) {
        AccountState state = refusedOnce(kind);

        assertThat(state.hold(kind).kind()).isEqualTo(AccountHold.Kind.ACCESS);
        assertThat(state.hold(kind).isConfirmed()).isFalse();
        assertThat(state.hold(kind).probeAt()).isBetween(NOW.plusSeconds(2), NOW.plusSeconds(5));
        assertThat(rules.worked(state, kind, clock.instant()).hold()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void calls_that_were_under_way_when_the_first_was_refused_confirm_nothing(CallKind kind) {
        clock.advanceTo(NOW.plusSeconds(1));
        AccountState first = refusedOnce(kind);

        AccountState state = rules.after(first, kind, accessRefused(false), NOW);

        assertThat(state.hold(kind)).isEqualTo(first.hold(kind));
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_was_let_go_just_before_the_first_was_refused_confirms_nothing(CallKind kind) {
        AccountState first = refusedOnce(kind);
        clock.advanceTo(NOW.plusMillis(3));

        AccountState state = rules.after(first, kind, accessRefused(false), clock.instant());

        assertThat(state.hold(kind)).isEqualTo(first.hold(kind));
    }

    @ParameterizedTest
    @EnumSource
    void access_that_a_try_finds_refused_is_held_with_a_try_a_minute(CallKind kind) {
        AccountState state = refusedOnce(kind);
        for (int tries = 1; tries < 5; tries++) {
            clock.advanceTo(state.hold(kind).probeAt());
            state = rules.after(state, kind, accessRefused(false), clock.instant());

            AccountHold hold = state.hold(kind);
            assertThat(hold.kind()).isEqualTo(AccountHold.Kind.ACCESS);
            assertThat(hold.isConfirmed()).isTrue();
            assertThat(hold.since()).isEqualTo(NOW);
            assertThat(hold.probes()).isEqualTo(tries);
            assertThat(hold.words()).contains("Check the token.").contains("HTTP 403");
            assertThat(hold.probeAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lockout_stops_calls_of_every_kind_at_once_for_a_quarter_of_an_hour(CallKind kind) {
        AccountState state = rules.after(start, kind, accessRefused(true), clock.instant());

        assertThat(state.holds()).containsOnlyKeys(CallKind.values());
        assertThat(state.holds().values())
                .allMatch(AccountHold::isConfirmed)
                .allMatch(hold -> hold.probeAt().equals(NOW.plus(Duration.ofMinutes(15))));
    }

    @Test
    void a_plain_refusal_on_its_way_does_not_shorten_a_lockout() {
        AccountState state = rules.after(start, accessRefused(true), sent(BodyForm.ARRAY, 100));
        state = rules.after(state, accessRefused(false), sent(BodyForm.ARRAY, 100));

        assertThat(state.hold().probeAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void a_hold_that_is_believed_to_be_over_is_tried_at_once() {
        AccountState held = refusedTwice(CallKind.RELEASE);

        AccountState due = rules.probeNow(held, CallKind.RELEASE);

        assertThat(due.hold().probeAt()).isEqualTo(clock.instant());
        assertThat(rules.probeNow(start, CallKind.RELEASE)).isEqualTo(start);
    }

    /** Each kind of call has its own permission, and its own way to the other side. */
    @ParameterizedTest(name = "{0} held, {1} works")
    @CsvSource({
        "RELEASE, LOOK",
        "RELEASE, SEARCH",
        "LOOK, RELEASE",
        "LOOK, SEARCH",
        "SEARCH, RELEASE",
        "SEARCH, LOOK"
    })
    void what_was_refused_is_what_is_held(CallKind held, CallKind works) {
        for (AccountState before : List.of(refusedTwice(held), outage(held))) {
            AccountState state =
                    works == CallKind.RELEASE
                            ? rules.after(before, taken(), sent(BodyForm.IDS, 1))
                            : rules.worked(before, works, clock.instant());

            assertThat(before.holds()).containsOnlyKeys(held);
            assertThat(state.holds()).isEqualTo(before.holds());
        }
    }

    @ParameterizedTest(name = "Retry-After {0}: pause of {1} s")
    @CsvSource({"300, 300", "1, 1", ", 30", "0, 30"})
    void too_many_calls_pause_the_account(Integer asked, int seconds) {
        AccountState state = rules.after(start, notStarted(asked, true), sent(BodyForm.ARRAY, 100));

        assertThat(state.pause().until()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(state.isPaused(NOW.plusSeconds(seconds).minusMillis(1))).isTrue();
        assertThat(state.isPaused(NOW.plusSeconds(seconds))).isFalse();
        assertThat(state.standing(CallKind.RELEASE).troubles()).isZero();
        assertThat(state.hold()).isNull();
    }

    @Test
    void a_pause_is_never_shortened_by_calls_that_were_under_way() {
        AccountState paused = rules.after(start, notStarted(300, true), sent(BodyForm.ARRAY, 100));
        Instant until = paused.pause().until();

        AccountState shorter = rules.after(paused, notStarted(10, true), sent(BodyForm.ARRAY, 100));
        AccountState taken = rules.after(paused, taken(), sent(BodyForm.ARRAY, 100));
        AccountState refused = rules.after(paused, refused(Cause.SIZE), sent(BodyForm.ARRAY, 100));

        assertThat(List.of(shorter, taken, refused))
                .allSatisfy(state -> assertThat(state.pause().until()).isEqualTo(until));
    }

    @Test
    void an_outage_is_held_once_every_call_under_way_and_its_repeat_failed() {
        AccountState state = start;
        for (int call = 1; call < 2 * IN_FLIGHT; call++) {
            state =
                    rules.after(
                            state,
                            CallKind.LOOK,
                            call % 2 == 0 ? unknown(false, true) : notStarted(5, false),
                            clock.instant());
            assertThat(state.hold()).isNull();
        }

        state = rules.after(state, CallKind.LOOK, unknown(false, true), clock.instant());

        assertThat(state.hold().kind()).isEqualTo(AccountHold.Kind.OUTAGE);
        assertThat(state.hold().words()).contains("HTTP 502");
    }

    @Test
    void tries_in_an_outage_grow_apart_up_to_a_minute() {
        AccountState state = start;
        List<Long> distances = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            state = rules.after(state, CallKind.LOOK, unknown(false, true), clock.instant());
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
            state = rules.after(state, unknown(false, true), sent(BodyForm.ARRAY, 10));
            if (call % 7 == 6) {
                state = rules.after(state, taken(), sent(BodyForm.ARRAY, 10));
            }
        }

        assertThat(state.hold()).isNull();
    }

    @Test
    void one_bad_answer_that_is_no_outage_changes_nothing() {
        assertThat(rules.after(start, unknown(false, false), sent(BodyForm.ARRAY, 10)))
                .isEqualTo(start);
    }

    /** The hold stays, and so does the distance: a try that tells nothing is a try. */
    @Test
    void a_try_that_tells_nothing_leaves_the_hold_and_its_distance() {
        List<Answer> nothingTold =
                List.of(unknown(false, false), unknown(false, true), notStarted(null, false));
        for (Answer answer : nothingTold) {
            AccountState held = rules.after(start, accessRefused(false), sent(BodyForm.ARRAY, 10));
            clock.advanceTo(held.hold().probeAt());

            AccountState state = rules.after(held, answer, sent(BodyForm.ARRAY, 10));

            assertThat(state.hold().kind()).isEqualTo(AccountHold.Kind.ACCESS);
            assertThat(state.hold().words()).contains("Check the token.");
            assertThat(state.hold().probeAt()).isEqualTo(clock.instant().plus(AccountRules.PROBE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_works_ends_what_kept_its_kind_back(CallKind kind) {
        for (AccountState before : List.of(refusedTwice(kind), outage(kind))) {
            AccountState state = rules.worked(before, kind, clock.instant());

            assertThat(state.holds()).isEmpty();
            assertThat(state.standing(kind).troubles()).isZero();
        }
    }

    @Test
    void look_ups_that_are_refused_end_no_job_while_releases_work() {
        AccountState held = refusedTwice(CallKind.LOOK);

        assertThat(held.holdOfJobs()).isNotNull();
        assertThat(rules.after(held, taken(), sent(BodyForm.IDS, 5)).holdOfJobs()).isNull();
        assertThat(refusedTwice(CallKind.SEARCH).holdOfJobs()).isNull();
    }

    private AccountState refusedOnce(CallKind kind) {
        return rules.after(start, kind, accessRefused(false), clock.instant());
    }

    private AccountState refusedTwice(CallKind kind) {
        return rules.after(refusedOnce(kind), kind, accessRefused(false), clock.instant());
    }

    private AccountState outage(CallKind kind) {
        AccountState state = start;
        for (int call = 0; call < 2 * IN_FLIGHT; call++) {
            state = rules.after(state, kind, unknown(false, true), clock.instant());
        }
        return state;
    }

    private Sent sent(BodyForm form, int size) {
        return new Sent(form, size, size == 1 ? "A-1" : null, null, clock.instant());
    }

    private static Answer slow() {
        return unknown(true, false);
    }

    private static AccountState sized(int size) {
        return AccountState.unknown("default", size);
    }
}
