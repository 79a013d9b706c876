package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerModelTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"1, 600", "2, 600", "3, 600", "4, 600"})
    void whatever_happens_every_row_ends_as_the_simplest_books_say(long first, int steps)
            throws Exception {
        String given = System.getProperty("reprieve.test.seed");
        long seed = given == null ? first : Long.parseLong(given) + first;
        System.out.println("LedgerModelTest: -Dreprieve.test.seed=" + (seed - first));
        try (ModelRun run = new ModelRun(folder, new SplittableRandom(seed))) {
            for (int i = 0; i < steps; i++) {
                run.step();
            }
            run.finish();

            run.compare();
            assertThat(run.orphans()).isEmpty();
        }
    }
}
