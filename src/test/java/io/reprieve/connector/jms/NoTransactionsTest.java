package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.crash.Program;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that lets us in and has no transactions, however it says so: by the real program. */
class NoTransactionsTest {
    private static final String WORDS =
            " lets us in, but opens no transaction, which Reprieve needs: ";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void check_says_what_the_broker_does_not_have_and_what_to_do(
            NoTransactionsBroker.Refusal refusal) throws Exception {
        try (PracticeServer cloudflare = cloudflare();
                NoTransactionsBroker broker = new NoTransactionsBroker(refusal);
                Program check = Program.start(folder, settings(cloudflare, broker), "check")) {
            assertThat(check.awaitExit()).as(check.output()).isEqualTo(2);
            assertThat(check.output())
                    .contains("  BAD  the broker at " + broker.url() + WORDS)
                    .contains("name another broker in reprieve.jms.url")
                    .doesNotContain("can be reached", "timed out", "the queue may be full");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_service_says_so_before_its_client_gives_up_waiting(
            NoTransactionsBroker.Refusal refusal) throws Exception {
        try (PracticeServer cloudflare = cloudflare();
                NoTransactionsBroker broker = new NoTransactionsBroker(refusal);
                Program service = Program.start(folder, settings(cloudflare, broker), "run")) {
            service.awaitReady().awaitOutput("intake-jms: the broker at " + broker.url() + WORDS);

            assertThat(service.output())
                    .contains("name another broker in reprieve.jms.url")
                    .doesNotContain("timed out", "is there again");
        }
    }

    private static PracticeServer cloudflare() throws Exception {
        return PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
    }

    private Map<String, String> settings(PracticeServer cloudflare, NoTransactionsBroker broker) {
        Map<String, String> settings = Program.quickSettings(folder.resolve("data"), cloudflare);
        settings.put("reprieve.jms.url", broker.url());
        return settings;
    }
}
