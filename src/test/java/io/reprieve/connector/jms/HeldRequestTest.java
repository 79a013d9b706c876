package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request with more ids than are released without a person's word. */
class HeldRequestTest {
    private static final String HELD = ".held.txt";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({".approve.txt, RELEASED", ".cancel.txt, CANCELLED"})
    void it_is_acknowledged_at_once_and_answered_after_a_person_has_decided(
            String decision, String outcome) throws Exception {
        List<String> ids = Ids.plain(3);
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
                Rehearsal rehearsal =
                        Rehearsal.start(
                                folder.resolve("data"),
                                "reprieve.jms.url",
                                broker.url(),
                                "reprieve.guard.max-ids",
                                "2");
                Team team = Team.at(broker.url())) {
            team.send(String.join("\n", ids));
            Path approvals = folder.resolve("data/approvals");
            await().until(() -> held(approvals) != null);
            await().until(() -> broker.waiting(Team.REQUESTS) == 0);
            assertThat(broker.waiting(Team.RESULTS)).isZero();
            assertThat(rehearsal.cloudflare().callCount()).isZero();

            Path held = held(approvals);
            String job = held.getFileName().toString().replace(HELD, "");
            Files.move(held, approvals.resolve(job + decision));

            JsonNode answer = Team.json(team.receive(Team.RESULTS));
            assertThat(answer.path("job").asText()).isEqualTo(job);
            assertThat(answer.path("outcomes").findValuesAsText("outcome"))
                    .containsExactly(outcome, outcome, outcome);
        }
    }

    private static Path held(Path approvals) throws Exception {
        if (!Files.isDirectory(approvals)) {
            return null;
        }
        try (Stream<Path> files = Files.list(approvals)) {
            return files.filter(file -> file.toString().endsWith(HELD)).findFirst().orElse(null);
        }
    }
}
