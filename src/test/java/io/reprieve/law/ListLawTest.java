package io.reprieve.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Row;
import io.reprieve.list.ListReader;
import io.reprieve.list.ListSource;
import io.reprieve.list.RowReader;
import io.reprieve.list.UnreadableListException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first law on the lists of {@link LawsTest}, without the program around them, so that there
 * are many: {@code -Dlists.count=N} lists of each seed, {@code -Dlists.seed=S} from another one on.
 */
class ListLawTest {
    private static final int SEEDS = 20;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void each_id_is_a_row_or_the_list_is_refused_or_held_and_nothing_else_is_sent(long seed)
            throws IOException {
        OddLists lists = new OddLists(new Random(seed));
        for (int number = 0; number < Integer.getInteger("lists.count", 100); number++) {
            check(lists.next(number));
        }
    }

    static LongStream seeds() {
        long first = Long.getLong("lists.seed", 0);
        return LongStream.range(first, first + SEEDS);
    }

    private static void check(OddList list) throws IOException {
        Set<String> sent = new LinkedHashSet<>();
        Set<String> told = new LinkedHashSet<>();
        try (RowReader rows = new ListReader(null).open(ListSource.of(list.name(), list.bytes()))) {
            while (rows.hasNext()) {
                Row row = rows.next();
                (row.problem() == null ? sent : told).add(row.id());
            }
            if (rows.isUnfamiliar() || tellsOfAnother(rows)) {
                return;
            }
            if (rows.doubt().isPresent()) {
                told.addAll(sent);
                assertThat(told).as("%s", list.shown()).containsAll(list.ids());
                return;
            }
        } catch (UnreadableListException refused) {
            return;
        }
        assertThat(sent)
                .as("%s", list.shown())
                .containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(list.ids()));
    }

    /** Of an id beside a row's own, which may stand in a subject and is no row. */
    private static boolean tellsOfAnother(RowReader rows) {
        return rows.doubt().orElse("").contains("the id of another message");
    }
}
