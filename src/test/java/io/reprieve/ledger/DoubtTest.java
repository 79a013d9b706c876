package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import io.reprieve.domain.Verdict.Settled;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Until when a call may still be at work stands in the ledger, whatever becomes of its rows. */
class DoubtTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(120);
    private static final Instant FAR = NOW.plus(Duration.ofDays(2));

    @TempDir Path folder;
    private Ledger ledger;

    @BeforeEach
    void open() {
        at(NOW);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_restart_does_not_shorten_it() {
        accept("first", "A-1");
        settle(carried(sent(), Next.ASK, NOW));

        at(NOW.plusSeconds(60));

        Part part = asked();
        assertThat(part.history().openUntil()).isEqualTo(UNTIL);
        assertThat(part.isUnsent()).isFalse();
    }

    /** A held account tries with what is due later. */
    @Test
    void what_is_to_be_sent_once_it_has_settled_is_claimed_by_nobody_before() {
        accept("first", "A-1");
        settle(carried(sent(), Next.SEND, UNTIL));

        assertThat(ledger.parts().claim(Lists.ACCOUNT, 10, 10, 10, FAR, 1)).isEmpty();
        at(UNTIL);
        assertThat(ledger.parts().claim(Lists.ACCOUNT, 10, 10, 10, FAR, 1)).isNotEmpty();
    }

    @Test
    void what_was_claimed_is_not_sent_where_the_clock_went_back_meanwhile() {
        accept("first", "A-1");
        settle(carried(sent(), Next.SEND, UNTIL));
        at(UNTIL);
        List<Claim> claims = ledger.parts().claim(Lists.ACCOUNT, 10, 10, 10, FAR, 1);
        Batch batch = new Batch(Lists.ACCOUNT, claims.get(0).filling());
        ledger.close();
        ledger = Ledger.open(folder, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThatThrownBy(() -> Lists.begin(ledger, batch))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_id_that_was_left_to_a_person_in_doubt_is_asked_for_when_it_comes_again() {
        long first = accept("first", "A-1", "B-1");
        Part part = sent();
        RowResult unknown = RowResult.of(Outcome.UNCONFIRMED, "lost", ResponseInfo.NONE);
        RowResult failed = RowResult.of(Outcome.FAILED, "told", ResponseInfo.NONE);
        settle(
                new Verdict(
                        part,
                        List.of(new Settled(0, unknown, UNTIL), new Settled(1, failed, UNTIL)),
                        List.of()));
        assertThat(Lists.outcomes(ledger, first))
                .containsExactly(Outcome.UNCONFIRMED, Outcome.FAILED);

        accept("again", "A-1", "C-1");

        Part askedFor = asked();
        assertThat(askedFor.ids()).containsExactly("A-1");
        assertThat(askedFor.history().openUntil()).isEqualTo(UNTIL);
        assertThat(askedFor.isUnsent()).isFalse();
        assertThat(sent().ids()).containsExactly("C-1");
    }

    @Test
    void an_id_that_waited_for_one_in_doubt_is_asked_for_too() {
        accept("first", "A-1");
        Part part = sent();
        accept("second", "A-1");
        RowResult unknown = RowResult.of(Outcome.UNCONFIRMED, "lost", ResponseInfo.NONE);
        settle(new Verdict(part, List.of(new Settled(0, unknown, UNTIL)), List.of()));
        ledger.parts().follow();

        Part askedFor = asked();

        assertThat(askedFor.ids()).containsExactly("A-1");
        assertThat(askedFor.history().openUntil()).isEqualTo(UNTIL);
    }

    @Test
    void what_was_together_in_a_call_is_taken_apart_where_calls_have_become_smaller() {
        accept("first", "A-1", "B-1", "C-1", "D-1", "E-1");
        Part part = sent();
        List<Integer> all = List.of(0, 1, 2, 3, 4);
        Carried rows = new Carried(all, Next.SEND, NOW, part.history(), 7L);
        settle(new Verdict(part, List.of(), List.of(rows)));

        List<Claim> claims = ledger.parts().claim(Lists.ACCOUNT, 2, 4, 4, NOW, 1);
        List<Claim> rest = ledger.parts().claim(Lists.ACCOUNT, 2, 4, 4, NOW, 2);

        assertThat(claims.get(0).call().ids()).containsExactly("A-1", "B-1");
        assertThat(rest.get(0).call().ids()).containsExactly("C-1", "D-1");
        assertThat(rest.get(1).filling().get(0).ids()).containsExactly("E-1");
    }

    @Test
    void a_cancelled_job_forgets_no_doubt() {
        long first = accept("first", "A-1");
        settle(carried(sent(), Next.SEND, UNTIL));
        ledger.jobs().cancel(first, "a test");

        accept("again", "A-1");

        assertThat(asked().history().openUntil()).isEqualTo(UNTIL);
    }

    private void at(Instant time) {
        if (ledger != null) {
            ledger.close();
        }
        ledger = Ledger.open(folder, Clock.fixed(time, ZoneOffset.UTC));
        ledger.parts().recover();
    }

    private long accept(String name, String... ids) {
        return Lists.accept(ledger, Lists.job(name), Lists.entries(List.of(ids)));
    }

    private Part sent() {
        Claim claim = ledger.parts().claim(Lists.ACCOUNT, 10, 10);
        return Lists.begin(ledger, new Batch(Lists.ACCOUNT, claim.filling()))
                .orElseThrow()
                .parts()
                .get(0);
    }

    private Part asked() {
        return ledger.parts().claimDoubt(Lists.ACCOUNT, 50, FAR).orElseThrow();
    }

    private void settle(Verdict verdict) {
        ledger.parts().settle(List.of(verdict));
    }

    private static Verdict carried(Part part, Next next, Instant when) {
        List<Integer> all = IntStream.range(0, part.size()).boxed().toList();
        Carried rows = new Carried(all, next, when, part.history().open(UNTIL), null);
        return new Verdict(part, List.of(), List.of(rows));
    }
}
