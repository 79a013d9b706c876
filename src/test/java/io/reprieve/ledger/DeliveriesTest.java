package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

    @TempDir private Path folder;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_reported_job_leaves_one_delivery_for_each_way_however_often_it_is_reported() {
        long job = Lists.accept(ledger, Lists.job("a"), Lists.entries(1, 3));
        Lists.release(ledger, Outcome.RELEASED);

        ledger.jobs().reported(job, List.of("jms", "sftp:partner"));
        ledger.jobs().reported(job, List.of("jms", "sftp:partner"));

        assertThat(due("jms")).extracting(Delivery::job).containsExactly(job);
        assertThat(due("sftp:partner")).hasSize(1);
        assertThat(due("mail")).isEmpty();
    }

    @Test
    void a_delivery_that_failed_is_due_again_later_with_the_reason() {
        ledger.deliveries().add("mail", "account emea is held");
        Delivery first = due("mail").get(0);

        ledger.deliveries().later(first, NOW.plusSeconds(2), "the server is away");

        assertThat(due("mail")).isEmpty();
        reopenAt(NOW.plusSeconds(2));
        assertThat(due("mail"))
                .singleElement()
                .satisfies(
                        again -> {
                            assertThat(again.note()).isEqualTo("account emea is held");
                            assertThat(again.attempts()).isOne();
                            assertThat(again.trouble()).isEqualTo("the server is away");
                        });
    }

    @Test
    void a_delivery_goes_on_from_the_step_it_had_come_to() {
        ledger.deliveries().add("jms", "note");
        ledger.deliveries().step(due("jms").get(0), 3);

        reopenAt(NOW.plus(Duration.ofDays(1)));

        assertThat(due("jms").get(0).step()).isEqualTo(3);
    }

    @Test
    void what_waits_is_counted_for_each_way() {
        ledger.deliveries().add("jms", "one");
        ledger.deliveries().add("jms", "two");
        ledger.deliveries().add("mail", "three");
        ledger.deliveries().done(due("jms").get(0));

        assertThat(ledger.deliveries().waitingByWay())
                .containsExactly(java.util.Map.entry("jms", 1L), java.util.Map.entry("mail", 1L));
    }

    @Test
    void what_has_arrived_or_was_given_up_is_not_brought_again() {
        ledger.deliveries().add("jms", "one");
        ledger.deliveries().add("jms", "two");
        List<Delivery> both = due("jms");

        ledger.deliveries().done(both.get(0));
        ledger.deliveries().giveUp(both.get(1), "no such queue");

        assertThat(due("jms")).isEmpty();
        assertThat(ledger.deliveries().waiting(10)).isEmpty();
    }

    private List<Delivery> due(String way) {
        return ledger.deliveries().due(way, 10);
    }

    private void reopenAt(Instant time) {
        ledger.close();
        ledger = Ledger.open(folder, Clock.fixed(time, ZoneOffset.UTC));
    }
}
