package io.reprieve.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and answers on a normal day, with Artemis. */
class RequestsTest {
    @TempDir static Path folder;
    private static ArtemisBroker broker;
    private static Rehearsal rehearsal;
    private static Team team;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
        rehearsal = Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url());
        team = Team.at(broker.url());
    }

    @AfterAll
    static void stop() throws Exception {
        team.close();
        rehearsal.close();
        broker.close();
    }

    @Test
    void one_id_as_text_is_released_and_answered_at_the_place_that_it_names() throws Exception {
        String id = Ids.plain(1).get(0);
        Queue replies = team.session().createTemporaryQueue();
        TextMessage request = team.session().createTextMessage(id);
        request.setJMSReplyTo(replies);
        request.setJMSCorrelationID("order 7");
        team.send(request);

        Message answer = team.receive(replies, Duration.ofSeconds(20));

        assertThat(answer.getJMSCorrelationID()).isEqualTo("order 7");
        JsonNode json = Team.json(answer);
        System.out.println(json);
        assertThat(answer.getStringProperty("ReprieveJob")).isEqualTo(json.path("job").asText());
        assertThat(answer.getStringProperty("ReprieveState")).isEqualTo("COMPLETED");
        assertThat(json.path("outcomes").get(0).path("outcome").asText()).isEqualTo("RELEASED");
        assertThat(rehearsal.cloudflare().timesReleased(id)).isOne();
    }
}
