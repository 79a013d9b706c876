package io.reprieve.domain;

import static io.reprieve.domain.Samples.recipients;
import static io.reprieve.domain.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsByIdTest {

    @ParameterizedTest(name = "sent {0}, answered {1} / {2}: {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    X-a | X-a | X | d1
                    X-a | X-a | - | d1
                    X-a | X-a | Y | d1
                    X   | X-a | X | d1
                    X   | X-a | - | d1
                    X   | X   | - | d1
                    X   | -   | X | d1
                    X-a | X   | - | d1
                    X-a | X   | X | d1
                    X-a | -   | X | d1
                    X-a | X-b | X | -
                    X-a | X-b | - | -
                    X-a | x-a | x | -
                    X   | x   | - | -
                    X   | XX  | - | -
                    X   | -   | - | -
                    X-a | -   | X-a | -
                    """)
    void a_result_is_found_by_id_else_by_postfix_id_else_by_first_part(
            String sent, String id, String postfixId, String found) {
        ResultsById joined = new ResultsById(List.of(result(id, postfixId, "d1")));

        assertThat(joined.find(sent)).isEqualTo(found == null ? null : recipients(found));
    }

    @Test
    void two_full_ids_with_the_same_first_part_keep_their_own_results() {
        ResultsById joined =
                new ResultsById(List.of(result("X-b", "X", "f1"), result("X-a", "X", "d1 d2")));

        assertThat(joined.find("X-a")).isEqualTo(recipients("d1 d2"));
        assertThat(joined.find("X-b")).isEqualTo(recipients("f1"));
        assertThat(joined.find("X-c")).isNull();
    }

    @Test
    void a_result_is_never_found_by_its_position() {
        List<String> sent = Samples.ids(50);
        List<Answer.Result> results = new ArrayList<>();
        for (int i = sent.size() - 1; i >= 0; i -= 2) {
            results.add(result(sent.get(i), null, "d" + i));
        }

        ResultsById joined = new ResultsById(results);

        for (int i = 0; i < sent.size(); i++) {
            Recipients own = i % 2 == 0 ? null : recipients("d" + i);
            assertThat(joined.find(sent.get(i))).isEqualTo(own);
        }
    }

    @Test
    void a_message_that_is_named_twice_has_the_recipients_of_both_entries() {
        List<Answer.Result> results =
                List.of(result("X-a", "X", "d1"), result("X-a", "X", "d1 f2"));

        assertThat(new ResultsById(results).find("X-a")).isEqualTo(recipients("d1 f2"));
    }

    @Test
    void a_postfix_id_that_is_named_twice_has_the_recipients_of_both_entries() {
        List<Answer.Result> results = List.of(result("X-a", "X", "d1"), result("X-b", null, "f2"));

        assertThat(new ResultsById(results).find("X")).isEqualTo(recipients("d1 f2"));
    }

    @Test
    void an_entry_of_another_full_id_makes_the_first_part_too_little_to_go_by() {
        List<Answer.Result> results = List.of(result("X", null, "d1"), result("X-b", "X", "d2"));

        assertThat(new ResultsById(results).find("X-a")).isNull();
    }
}
