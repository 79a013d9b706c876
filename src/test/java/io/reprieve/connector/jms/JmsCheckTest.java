package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.crash.Program;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} tells of the broker, by the real program. */
class JmsCheckTest {
    @TempDir Path folder;

    @Test
    void check_tells_in_a_line_whether_the_broker_can_be_reached_and_what_to_do() throws Exception {
        try (PracticeServer cloudflare =
                        PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
                ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker"))) {
            Map<String, String> settings =
                    Program.quickSettings(folder.resolve("data"), cloudflare);
            settings.put("reprieve.jms.url", broker.url() + "?connectionTtl=60000");
            settings.put("reprieve.jms.user", "desk");
            settings.put("reprieve.jms.password", "pa55word");
            try (Program away = Program.start(folder, settings, "check")) {
                assertThat(away.awaitExit()).as(away.output()).isEqualTo(2);
                assertThat(away.output())
                        .containsPattern(
                                "Broker\\n  BAD  the broker at "
                                        + broker.url()
                                        + " cannot be reached: .+ See that it runs, and that .+"
                                        + " reprieve.jms.url are right\\.\\n")
                        .doesNotContain("tried again")
                        .doesNotContain("pa55word");
            }

            broker.start();

            try (Program there = Program.start(folder, settings, "check")) {
                assertThat(there.awaitExit()).as(there.output()).isZero();
                assertThat(there.output())
                        .contains("  ok   the broker at " + broker.url() + " can be reached")
                        .doesNotContain("pa55word");
            }
        }
    }
}
