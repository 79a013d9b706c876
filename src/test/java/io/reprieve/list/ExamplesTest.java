package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Row;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists under examples/ hold what their README says. */
class ExamplesTest {

    @ParameterizedTest
    @CsvSource({
        "investigation-export.csv, 240, 0, 2",
        "plain-list.txt, 20, 0, 3",
        "search-answer.json, 20, 0, 1",
        "array.json, 10, 0, 1",
        "events.jsonl, 10, 0, 1"
    })
    void an_example_has_its_number_of_ids(String file, int ids, int problems, long firstLine)
            throws Exception {
        Lists.Read read = example(file);

        assertThat(new HashSet<>(read.ids())).hasSize(ids);
        assertThat(read.rows()).hasSize(ids + problems);
        assertThat(read.rows().get(0).line()).isEqualTo(firstLine);
    }

    @Test
    void the_list_from_a_spreadsheet_has_a_duplicate_and_three_rows_that_are_no_ids()
            throws Exception {
        Lists.Read read = example("from-spreadsheet.csv");

        assertThat(read.rows()).hasSize(45);
        assertThat(read.ids()).hasSize(42);
        assertThat(new HashSet<>(read.ids())).hasSize(41);
        assertThat(read.problems()).hasSize(3);
        assertThat(read.problems().get(0)).contains("spreadsheet");
        assertThat(read.problems().get(1)).contains("Message-ID");
        assertThat(read.problems().get(2)).contains("empty");
    }

    @Test
    void the_events_name_their_account() throws Exception {
        assertThat(example("events.jsonl").rows()).extracting(Row::account).containsOnly("default");
    }

    private static Lists.Read example(String file) throws Exception {
        return Lists.read(ListSource.of(Path.of("examples", file)), null);
    }
}
