package io.reprieve.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples for senders that docs/jms.md names, each as it is given, by its own interpreter. */
class SendersTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"python3, examples/jms/ask.py", "node, examples/jms/ask.mjs"})
    void an_example_asks_and_shows_the_answer(String interpreter, String script) throws Exception {
        assumeTrue(isThere(interpreter), interpreter + " is not on this machine");
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
                Rehearsal rehearsal =
                        Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url())) {
            String id = Ids.plain(1).get(0);
            Process process =
                    new ProcessBuilder(
                                    interpreter,
                                    script,
                                    "127.0.0.1",
                                    Integer.toString(broker.port()),
                                    id)
                            .redirectErrorStream(true)
                            .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            assertThat(output).contains(id).contains("RELEASED");
            assertThat(broker.waiting(Team.RESULTS)).isZero();
            rehearsal.checkReleasedOnce(List.of(id));
        }
    }

    private static boolean isThere(String interpreter) throws InterruptedException {
        try {
            return new ProcessBuilder(interpreter, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
