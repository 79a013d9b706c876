package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancellationTest {
    @TempDir Path folder;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void rows_that_were_not_sent_are_cancelled_and_name_who_did_it() {
        long job = Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 10));

        assertThat(ledger.jobs().cancel(job, "olga")).isTrue();

        assertThat(Lists.rows(ledger, job))
                .hasSize(10)
                .allSatisfy(
                        row -> {
                            assertThat(row.result().outcome()).isEqualTo(Outcome.CANCELLED);
                            assertThat(row.result().reason()).isEqualTo("cancelled by olga");
                        });
        assertThat(ledger.jobs().get(job).orElseThrow().state()).isEqualTo("COMPLETED");
    }

    @Test
    void a_call_that_was_claimed_before_is_not_begun() {
        long job = Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 1000));
        Batch claimed = ledger.parts().claim(Lists.ACCOUNT, 400, 400).call();

        ledger.jobs().cancel(job, "olga");

        assertThat(Lists.begin(ledger, claimed)).isEmpty();
        assertThat(Lists.outcomes(ledger, job))
                .isEqualTo(Collections.nCopies(1000, Outcome.CANCELLED));
    }

    @Test
    void a_call_under_way_keeps_what_it_released_and_repeats_nothing() {
        long job = Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 1000));
        Part sent = begun(400);
        ledger.jobs().cancel(job, "olga");
        assertThat(ledger.jobs().get(job).orElseThrow().state()).isEqualTo("RUNNING");

        ledger.parts().settle(List.of(carried(sent, Next.SEND)));

        assertThat(Lists.outcomes(ledger, job))
                .isEqualTo(Collections.nCopies(1000, Outcome.CANCELLED));
    }

    @Test
    void rows_in_doubt_are_still_asked_for() {
        long job = Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 1000));
        Part sent = begun(400);
        ledger.jobs().cancel(job, "olga");
        ledger.parts().settle(List.of(carried(sent, Next.ASK)));

        Part asked = ledger.parts().claimDoubt(Lists.ACCOUNT, 1000).orElseThrow();
        ledger.parts().settle(List.of(Lists.all(asked, Outcome.RELEASED)));

        assertThat(Lists.outcomes(ledger, job).subList(0, 400))
                .isEqualTo(Collections.nCopies(400, Outcome.RELEASED));
        assertThat(ledger.jobs().get(job).orElseThrow().state()).isEqualTo("COMPLETED");
    }

    @Test
    void a_cancelled_id_is_new_in_a_later_list() {
        ledger.jobs().cancel(Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 5)), "olga");

        long later = Lists.accept(ledger, Lists.job("b"), Lists.entries(1, 5));
        Lists.release(ledger, Outcome.RELEASED);

        assertThat(Lists.outcomes(ledger, later))
                .isEqualTo(Collections.nCopies(5, Outcome.RELEASED));
    }

    @Test
    void a_job_that_has_ended_is_not_cancelled() {
        long job = Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 5));
        Lists.release(ledger, Outcome.RELEASED);

        assertThat(ledger.jobs().cancel(job, "olga")).isFalse();
    }

    private Part begun(int size) {
        Batch claimed = ledger.parts().claim(Lists.ACCOUNT, size, size).call();
        return Lists.begin(ledger, claimed).orElseThrow().parts().get(0);
    }

    private static Verdict carried(Part part, Next next) {
        List<Integer> all = IntStream.range(0, part.size()).boxed().toList();
        Carried rows = new Carried(all, next, Instant.EPOCH, part.history(), null);
        return new Verdict(part, List.of(), List.of(rows));
    }
}
