package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Part.History;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import io.reprieve.domain.Verdict.Settled;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOW = Samples.NOW;
    private static final RowResult RELEASED = RowResult.of(Outcome.RELEASED, "", Samples.FACTS);
    private final Part part = Samples.part("A-1", "B-1", "C-1");

    @Test
    void a_row_without_a_fate_is_an_error() {
        List<Settled> settled = List.of(new Settled(0, RELEASED), new Settled(2, RELEASED));

        assertThatThrownBy(() -> new Verdict(part, settled, List.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_row_with_two_fates_is_an_error() {
        List<Settled> settled = List.of(new Settled(0, RELEASED));
        Carried all = new Carried(List.of(0, 1, 2), Next.SEND, NOW, History.NEW, null);

        assertThatThrownBy(() -> new Verdict(part, settled, List.of(all)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rows_that_go_on_alike_are_carried_together() {
        VerdictBuilder fates = new VerdictBuilder(part);
        fates.carry(0, Next.SEND, NOW, History.NEW, null);
        fates.carry(1, Next.ASK, NOW, History.NEW, null);
        fates.carry(2, Next.SEND, NOW.plusMillis(3), History.NEW, null);

        assertThat(fates.verdict().carried())
                .containsExactly(
                        new Carried(List.of(0, 2), Next.SEND, NOW, History.NEW, null),
                        new Carried(List.of(1), Next.ASK, NOW, History.NEW, null));
    }

    @Test
    void an_id_is_never_sent_with_the_credentials_of_another_account() {
        assertThatThrownBy(() -> new Batch("other", List.of(part)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Batch("default", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_batch_holds_the_ids_in_order_of_its_parts() {
        Batch batch = new Batch("default", List.of(part, Samples.part("D-1")));

        assertThat(batch.ids()).containsExactly("A-1", "B-1", "C-1", "D-1");
        assertThat(batch.size()).isEqualTo(4);
    }
}
