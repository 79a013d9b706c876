package io.reprieve.ledger;

import static io.reprieve.domain.Outcome.DUPLICATE;
import static io.reprieve.domain.Outcome.FAILED;
import static io.reprieve.domain.Outcome.NOT_FOUND;
import static io.reprieve.domain.Outcome.RELEASED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Dedupe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateTest {
    @TempDir Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, new TestClock());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void an_id_that_an_earlier_job_released_is_a_duplicate_that_names_it() {
        Lists.accept(ledger, Lists.job("first"), Lists.entries(0, 3));
        Lists.release(ledger, RELEASED);
        long second = Lists.accept(ledger, Lists.job("second"), Lists.entries(1, 3));
        long third = Lists.accept(ledger, Lists.job("third"), Lists.entries(1, 2));
        Lists.release(ledger, RELEASED);

        assertThat(Lists.outcomes(ledger, second)).containsExactly(DUPLICATE, DUPLICATE, RELEASED);
        assertThat(Lists.rows(ledger, third))
                .allSatisfy(
                        row ->
                                assertThat(row.result().reason())
                                        .isEqualTo("released by job first"));
    }

    @Test
    void an_id_that_needed_a_person_is_sent_again() {
        Lists.accept(ledger, Lists.job("first"), Lists.entries(0, 3));
        Lists.release(ledger, NOT_FOUND);
        long second = Lists.accept(ledger, Lists.job("second"), Lists.entries(0, 3));

        assertThat(Lists.release(ledger, RELEASED)).isEqualTo(3);
        assertThat(Lists.outcomes(ledger, second)).containsOnly(RELEASED);
    }

    @Test
    void an_id_under_way_in_an_earlier_job_waits_for_it() {
        Lists.accept(ledger, Lists.job("first"), Lists.entries(0, 2));
        long second = Lists.accept(ledger, Lists.job("second"), Lists.entries(0, 2));

        assertThat(Lists.release(ledger, RELEASED)).isEqualTo(2);
        assertThat(ledger.parts().follow()).containsExactly(second);
        assertThat(Lists.outcomes(ledger, second)).containsOnly(DUPLICATE);
    }

    @Test
    void the_later_job_counts_even_when_its_list_was_begun_earlier() {
        Acceptance early = ledger.accept(Lists.job("begun-first"), Dedupe.LEDGER);
        Lists.add(early, Lists.entries(0, 20_000));
        Lists.accept(ledger, Lists.job("accepted-first"), Lists.entries(0, 1));
        Lists.release(ledger, FAILED);
        early.commit();
        Lists.release(ledger, RELEASED);

        long third = Lists.accept(ledger, Lists.job("third"), Lists.entries(0, 1));

        assertThat(Lists.outcomes(ledger, third)).isEqualTo(List.of(DUPLICATE));
    }
}
