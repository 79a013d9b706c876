package io.reprieve.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lost                                | lostx1",
                "reset-afterx3                       | reset-afterx3",
                "status                              | status:503x1",
                "status:429,code=971,retry-after=30x2 | status:429,code=971,retry-after=30x2",
                "status:500@0.25                     | status:500@0.25x*",
                "lost@0.5x10+all                     | lost@0.5x10+all",
                "hang:90s                            | hang:90sx1",
                "oversized:64x*                      | oversized:64x*",
                "redirect:https://a.example/x@y:1    | redirect:https://a.example/x@y:1x1"
            })
    void a_fault_is_read_and_written(String text, String written) {
        assertThat(Fault.parse(text)).hasToString(written);
        assertThat(Fault.parse(written)).isEqualTo(Fault.parse(text));
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_has_a_usual_value_that_it_takes(FaultKind kind) {
        assertThat(Fault.parse(kind.word())).isEqualTo(Fault.of(kind));
        assertThat(FaultKind.words()).contains(kind.word());
    }

    @ParameterizedTest
    @CsvSource({
        "'', is no fault",
        "explode, is no fault",
        "lost x3, is no fault",
        "lostx0, is no fault",
        "status:abc, write an HTTP status",
        "status:199, write an HTTP status",
        "status:204, write an HTTP status",
        "hang:soon, is no duration",
        "lost:now, nothing stands after its name",
        "oversized:0, megabytes",
        "redirect:ftp://x, address",
        "lost@2, probability",
        "lost@0, probability",
        "lost@1.2.3, is no probability"
    })
    void a_text_that_is_no_fault_is_refused_in_words(String text, String words) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void the_same_seed_gives_the_same_faults() {
        assertThat(draw(FaultMixture.ofEverything(0.3, 42)))
                .isEqualTo(draw(FaultMixture.ofEverything(0.3, 42)))
                .isNotEqualTo(draw(FaultMixture.ofEverything(0.3, 43)));
    }

    @Test
    void random_faults_hit_as_many_release_calls_as_their_rate_says() {
        long hit =
                draw(FaultMixture.ofEverything(0.05, 1)).stream().filter(f -> !f.isEmpty()).count();
        assertThat(hit).isBetween(400L, 600L);

        FaultPlan plan = new FaultPlan(List.of(), FaultMixture.ofEverything(1, 1));
        assertThat(plan.next(false)).isEmpty();
        plan.clear();
        assertThat(plan.next(true)).isEmpty();
    }

    @Test
    void a_fault_with_a_probability_goes_on_until_it_is_ended() {
        FaultPlan plan = new FaultPlan(List.of(Fault.parse("lost@0.5")), FaultMixture.NONE);
        int hits = 0;
        for (int call = 0; call < 1000; call++) {
            hits += plan.next(true).isPresent() ? 1 : 0;
        }
        assertThat(hits).isBetween(420, 580);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void a_rate_that_is_no_probability_is_refused(double rate) {
        assertThatThrownBy(() -> FaultMixture.ofEverything(rate, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1");
    }

    private static List<String> draw(FaultMixture mixture) {
        FaultPlan plan = new FaultPlan(List.of(), mixture);
        List<String> drawn = new ArrayList<>();
        for (int call = 0; call < 10_000; call++) {
            Optional<Fault> fault = plan.next(true);
            drawn.add(fault.map(Fault::toString).orElse(""));
        }
        return drawn;
    }
}
