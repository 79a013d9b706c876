package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Part.History;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenHalvesTest {
    private final TakenHalves halves = new TakenHalves();

    @ParameterizedTest(name = "halves of {0} and {1}: {2}")
    @CsvSource({"50, 50, 50", "50, 51, 51", "1, 1, 1", "1, 2, 2"})
    void both_halves_taken_tell_the_size_that_works(int first, int second, int size) {
        assertThat(halves.taken(half(8, first))).isEmpty();
        assertThat(halves.taken(half(9, second))).isEqualTo(OptionalInt.of(size));
    }

    @Test
    void the_second_half_may_be_taken_first() {
        assertThat(halves.taken(half(9, 51))).isEmpty();
        assertThat(halves.taken(half(8, 50))).isEqualTo(OptionalInt.of(51));
    }

    @Test
    void halves_of_different_calls_tell_nothing() {
        assertThat(halves.taken(half(7, 50))).isEmpty();
        assertThat(halves.taken(half(8, 50))).isEmpty();
        assertThat(halves.taken(half(10, 50))).isEmpty();
    }

    @Test
    void a_free_call_tells_nothing() {
        Batch free = Batch.of(Samples.part(1, History.NEW, null, Samples.ids(50)));

        assertThat(halves.taken(free)).isEmpty();
        assertThat(halves.taken(free)).isEmpty();
    }

    @Test
    void a_call_in_the_other_body_form_tells_nothing() {
        History otherForm = new History(2, 0, 0, Samples.NOW, Samples.NOW, true);
        halves.taken(half(8, 50));

        assertThat(halves.taken(Batch.of(Samples.part(1, otherForm, 9L, Samples.ids(50)))))
                .isEmpty();
    }

    @ParameterizedTest(name = "halves of {0} and {1}")
    @CsvSource({"50, 10", "50, 49", "10, 50"})
    void halves_that_lost_rows_on_the_way_tell_nothing(int first, int second) {
        halves.taken(half(8, first));

        assertThat(halves.taken(half(9, second))).isEmpty();
    }

    @Test
    void
            a_half_whose_answer_was_lost_before_tells_nothing_since_asking_may_have_found_the_culprit() {
        History waited = new History(2, 0, 1, Samples.NOW, Samples.NOW, false);
        halves.taken(half(8, 50));

        assertThat(halves.taken(Batch.of(Samples.part(1, waited, 9L, Samples.ids(50))))).isEmpty();
    }

    @Test
    void only_the_newest_halves_are_remembered() {
        halves.taken(half(0, 50));
        for (long group = 2; group <= 2000; group += 2) {
            halves.taken(half(group, 50));
        }

        assertThat(halves.taken(half(1, 50))).isEmpty();
        assertThat(halves.taken(half(2001, 50))).isEqualTo(OptionalInt.of(50));
    }

    private static Batch half(long group, int size) {
        History history = new History(2, 0, 0, Samples.NOW, Samples.NOW, false);
        List<String> ids = Samples.ids(size);
        return Batch.of(Samples.part(group, history, group, ids));
    }
}
