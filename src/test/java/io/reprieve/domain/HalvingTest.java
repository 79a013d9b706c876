package io.reprieve.domain;

import static io.reprieve.domain.Samples.FACTS;
import static io.reprieve.domain.Samples.ids;
import static io.reprieve.domain.Samples.recipients;
import static io.reprieve.domain.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer.Cause;
import io.reprieve.domain.MessageState.Kind;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole-call refusals, from the first call to the last id. */
class HalvingTest {
    private static final int LEVELS = 10;
    private static final List<String> IDS = ids(1000);

    @ParameterizedTest(name = "culprits {0}, {1} calls under way")
    @CsvSource({
        "0, 1",
        "999, 1",
        "500, 1",
        "0;999, 1",
        "1;2;3;4, 1",
        "7;77;177;577;777, 1",
        "0, 4",
        "999, 4",
        "0;999, 4",
        "1;2;3;4, 4",
        "7;77;177;577;777, 4"
    })
    void exactly_the_culprits_are_refused_in_few_calls(String places, int inFlight) {
        Set<String> culprits = culprits(places);
        for (BodyForm fixed : new BodyForm[] {BodyForm.ARRAY, BodyForm.IDS, null}) {
            Simulation run =
                    new Simulation(
                            poisoning(culprits),
                            Samples.policy(InDoubt.VERIFY),
                            fixed,
                            1000,
                            inFlight);

            run.run(IDS);

            everyIdEndedOnce(run);
            assertThat(run.with(Outcome.REFUSED)).containsExactlyInAnyOrderElementsOf(culprits);
            assertThat(run.with(Outcome.RELEASED)).hasSize(1000 - culprits.size());
            // Each culprit splits one call on each level, and is tried two or three times by
            // itself; a form to
            // be learnt may double that.
            int bound = 1 + (2 * LEVELS + 2) * culprits.size();
            assertThat(run.calls()).isLessThanOrEqualTo(fixed == null ? 2 * bound : bound);
            assertThat(run.state().sizeLimit()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void a_known_form_is_not_doubted_for_every_half() {
        Set<String> culprit = culprits("333");
        Simulation run = Simulation.of((ids, form) -> poisoned(ids, culprit));
        run.run(ids(100).stream().map(id -> "Z" + id).toList());
        int before = run.calls();

        run.run(IDS);

        assertThat(run.with(Outcome.REFUSED)).containsExactlyElementsOf(culprit);
        assertThat(run.calls() - before).isLessThanOrEqualTo(1 + 2 * LEVELS + 10);
    }

    @ParameterizedTest(name = "{0} ids, {1} calls under way")
    @CsvSource({"1, 1", "1000, 1", "5000, 1", "4, 4", "40, 4", "5000, 4"})
    void an_api_that_takes_only_the_older_form_costs_one_refusal_a_call_under_way(
            int number, int inFlight) {
        Simulation run =
                new Simulation(
                        (ids, form) -> form == BodyForm.ARRAY ? delivered(ids) : no(),
                        Samples.policy(InDoubt.VERIFY),
                        null,
                        Math.max(1, Math.min(1000, number / inFlight)),
                        inFlight);
        run.run(ids(number));

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.RELEASED)).hasSize(number);
        assertThat(run.state().form()).isEqualTo(BodyForm.ARRAY);
        assertThat(run.state().sizeLimit()).isEqualTo(Integer.MAX_VALUE);
        int full = Math.max(inFlight, (number + 999) / 1000);
        assertThat(run.calls()).isLessThanOrEqualTo(full + inFlight + 1);
    }

    @ParameterizedTest(name = "lists of {0}")
    @ValueSource(ints = {1, 2, 1000})
    void an_api_that_changes_its_form_later_is_followed(int size) {
        AtomicInteger calls = new AtomicInteger();
        Simulation run =
                Simulation.of(
                        (ids, form) -> {
                            BodyForm now =
                                    calls.incrementAndGet() <= 2 ? BodyForm.IDS : BodyForm.ARRAY;
                            return form == now ? delivered(ids) : no();
                        });
        run.run(ids(size));
        int before = run.calls();
        run.run(ids(size).stream().map(id -> "Y" + id).toList());
        run.run(ids(size).stream().map(id -> "Z" + id).toList());

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.RELEASED)).hasSize(3 * size);
        assertThat(run.state().form()).isEqualTo(BodyForm.ARRAY);
        assertThat(run.calls() - before).isLessThanOrEqualTo(6);
        assertThat(run.state().sizeLimit()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(names = {"SIZE", "UNSAID"})
    void an_api_with_a_smaller_limit_is_learnt_once(Cause cause) {
        Simulation run =
                Simulation.of((ids, form) -> ids.size() > 100 ? refused(cause) : delivered(ids));
        run.run(IDS);
        int learning = run.calls();
        run.run(IDS.stream().map(id -> "Z" + id).toList());

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.RELEASED)).hasSize(2000);
        int limit = run.state().sizeLimit();
        assertThat(limit).isBetween(51, 100);
        assertThat(learning).isLessThan(50);
        assertThat(run.calls() - learning).isEqualTo((1000 + limit - 1) / limit);
    }

    @ParameterizedTest
    @EnumSource(names = {"SIZE", "UNSAID"})
    void a_culprit_is_found_beside_a_smaller_limit(Cause cause) {
        Set<String> culprits = culprits("42;420");
        Simulation run =
                Simulation.of(
                        (ids, form) -> ids.size() > 100 ? refused(cause) : poisoned(ids, culprits));
        run.run(IDS);

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.REFUSED)).containsExactlyInAnyOrderElementsOf(culprits);
        assertThat(run.state().sizeLimit()).isBetween(51, 100);
    }

    /** Whether or not the API goes on behind it, and whatever the settle time. */
    @ParameterizedTest(name = "{0} ids, a gateway in time for {1}, works behind it: {2}")
    @CsvSource({
        "1000, 50, false",
        "1000, 50, true",
        "2000, 50, false",
        "2000, 99, true",
        "2000, 5, false",
        "2000, 1, true",
        "1000, 100, true"
    })
    void a_size_that_only_a_gateway_knows_is_learnt_from_what_was_under_way(
            int number, int limit, boolean works) {
        Set<String> released = new HashSet<>();
        Simulation run =
                new Simulation(
                        new Simulation.Api() {
                            @Override
                            public Answer release(List<String> ids, BodyForm form) {
                                boolean slow = ids.size() > limit;
                                if (!slow || works) {
                                    assertThat(Collections.disjoint(ids, released)).isTrue();
                                    released.addAll(ids);
                                }
                                return slow ? Samples.unknown(true, true) : delivered(ids);
                            }

                            @Override
                            public VerifyResult ask(String id) {
                                boolean is = released.contains(id);
                                Kind kind = is ? Kind.RELEASED : Kind.QUARANTINED;
                                return VerifyResult.told(
                                        new MessageState(kind, null, "", FACTS), null);
                            }
                        },
                        Samples.policy(InDoubt.VERIFY),
                        BodyForm.IDS,
                        100,
                        4);

        run.run(ids(number));

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.RELEASED)).hasSize(number);
        int underWay = 0;
        for (int size = limit < 100 ? 100 : 200; size > limit; size /= 2) {
            underWay += 4 * size;
        }
        assertThat(run.asks()).isLessThanOrEqualTo(underWay);
    }

    @Test
    void messages_that_a_call_does_not_know_are_not_found() {
        Set<String> unknown = culprits("5;500");
        Simulation run =
                Simulation.of(
                        (ids, form) ->
                                ids.stream().anyMatch(unknown::contains)
                                        ? refused(Cause.UNKNOWN_MESSAGE)
                                        : delivered(ids));
        run.run(IDS);

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.NOT_FOUND)).containsExactlyInAnyOrderElementsOf(unknown);
        assertThat(run.with(Outcome.RELEASED)).hasSize(998);
    }

    /** A storm of refusals is nobody's fault, whatever it says and however the list is cut. */
    @ParameterizedTest(name = "{0}, {1} ids, {2} calls under way, {3} s")
    @CsvSource({
        "UNSAID, 5000, 4, 30",
        "UNSAID, 5000, 4, 600",
        "UNKNOWN_MESSAGE, 5000, 4, 60",
        "SIZE, 5000, 4, 60",
        "UNSAID, 1000, 1, 60",
        "UNKNOWN_MESSAGE, 3, 4, 600",
        "UNSAID, 1, 4, 60"
    })
    void a_refusal_of_everything_costs_few_calls_and_no_id(
            Cause cause, int number, int inFlight, int seconds) {
        TestClock[] clock = new TestClock[1];
        int[] refusals = new int[1];
        Simulation run =
                new Simulation(
                        new Simulation.Api() {
                            @Override
                            public Answer release(List<String> ids, BodyForm form) {
                                boolean storm =
                                        clock[0].instant()
                                                .isBefore(Samples.NOW.plusSeconds(seconds));
                                refusals[0] += storm ? 1 : 0;
                                return storm ? refused(cause) : delivered(ids);
                            }

                            @Override
                            public VerifyResult ask(String id) {
                                return held();
                            }
                        },
                        Samples.policy(InDoubt.VERIFY),
                        null,
                        100,
                        inFlight);
        clock[0] = run.clock();

        run.run(ids(number));

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.RELEASED)).hasSize(number);
        assertThat(refusals[0] + run.asks()).isLessThan(80);
        assertThat(run.state().sizeLimit()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_list_of_one_id_that_is_refused_ends_with_the_refusal() {
        Simulation run = Simulation.of(refusing(Cause.UNSAID, IDS.get(0), held()));
        run.run(List.of(IDS.get(0)));

        assertThat(run.with(Outcome.REFUSED)).containsExactly(IDS.get(0));
        assertThat(run.results().get(IDS.get(0)).get(0).reason()).contains("code 1234: no");
        assertThat(run.calls() + run.asks()).isLessThan(30);
        assertThat(run.clock().instant()).isBefore(Samples.NOW.plusSeconds(300));
    }

    @Test
    void a_list_of_unknown_ids_alone_ends_with_every_id_not_found() {
        ResponseInfo unknown = new ResponseInfo(404, "1001", "not found", null);
        MessageState none = new MessageState(MessageState.Kind.NOT_FOUND, null, null, unknown);
        Simulation run =
                Simulation.of(
                        refusing(Cause.UNKNOWN_MESSAGE, "", VerifyResult.told(none, Samples.NOW)));
        run.run(ids(64));

        everyIdEndedOnce(run);
        assertThat(run.with(Outcome.NOT_FOUND)).hasSize(64);
        assertThat(run.calls() + run.asks()).isLessThanOrEqualTo(2 * 4 * 64);
    }

    private static Simulation.Api refusing(Cause cause, String part, VerifyResult asked) {
        return new Simulation.Api() {
            @Override
            public Answer release(List<String> ids, BodyForm form) {
                return ids.stream().anyMatch(id -> id.contains(part))
                        ? refused(cause)
                        : delivered(ids);
            }

            @Override
            public VerifyResult ask(String id) {
                return asked;
            }
        };
    }

    private static VerifyResult held() {
        MessageState state = new MessageState(MessageState.Kind.QUARANTINED, null, "held", FACTS);
        return VerifyResult.told(state, Samples.NOW);
    }

    private static void everyIdEndedOnce(Simulation run) {
        assertThat(run.results().values()).allSatisfy(all -> assertThat(all).hasSize(1));
    }

    private static Set<String> culprits(String places) {
        Set<String> culprits = new HashSet<>();
        for (String place : places.split(";")) {
            culprits.add(IDS.get(Integer.parseInt(place)));
        }
        return culprits;
    }

    private static Simulation.Api poisoning(Set<String> culprits) {
        return new Simulation.Api() {
            @Override
            public Answer release(List<String> ids, BodyForm form) {
                return poisoned(ids, culprits);
            }

            @Override
            public VerifyResult ask(String id) {
                return held();
            }
        };
    }

    private static Answer poisoned(List<String> ids, Set<String> culprits) {
        return ids.stream().anyMatch(culprits::contains) ? no() : delivered(ids);
    }

    private static Answer no() {
        return refused(Cause.UNSAID);
    }

    private static Answer delivered(List<String> ids) {
        return new Answer.Taken(
                ids.stream().map(id -> new Answer.Result(id, null, recipients("d1"))).toList(),
                FACTS);
    }
}
