package io.reprieve.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.InDoubt;
import io.reprieve.domain.Judgement;
import io.reprieve.domain.Part;
import io.reprieve.domain.RetryPolicy;
import io.reprieve.domain.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Duration SETTLE = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void a_call_that_a_crash_cut_off_is_given_time_to_end_before_it_is_asked_for() {
        RetryPolicy policy =
                new RetryPolicy(
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(5),
                        Duration.ofHours(24),
                        3,
                        InDoubt.VERIFY,
                        SETTLE,
                        () -> 1);
        Judgement judgement = new Judgement(policy, Clock.fixed(NOW, ZoneOffset.UTC), () -> 2);
        Part left = new Part(1, 1, "default", List.of("a", "b"), Part.History.NEW, null, false);

        List<Verdict> verdicts = Recovery.afterCrash(judgement, List.of(left));

        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).settled()).isEmpty();
        assertThat(verdicts.get(0).carried())
                .flatExtracting(Verdict.Carried::indexes)
                .containsExactly(0, 1);
        assertThat(verdicts.get(0).carried())
                .allSatisfy(
                        rows -> {
                            assertThat(rows.next()).isEqualTo(Verdict.Next.ASK);
                            assertThat(rows.notBefore()).isEqualTo(NOW.plus(SETTLE));
                            assertThat(rows.history().openUntil()).isEqualTo(NOW.plus(SETTLE));
                        });
    }
}
