package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.texts;
import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageEndpointTest {

    private static final String ID = "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678";

    private final TestClock clock = new TestClock();
    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server = PracticeServer.start(PracticeOptions.builder().clock(clock).build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_message_is_in_quarantine_until_it_is_released() throws Exception {
        JsonNode before = tree(client.message(ID)).path("result");
        assertThat(before.path("is_quarantined").asBoolean()).isTrue();
        assertThat(texts(before.path("delivery_status"))).containsExactly("quarantined");
        assertThat(texts(before.path("post_delivery_operations"))).isEmpty();
        assertThat(before.path("scanned_at").asText()).isEqualTo("2024-01-05T10:00:00Z");
        assertThat(before.path("from").asText()).contains("@");

        client.release(ID);

        JsonNode after = tree(client.message("4Njp3P0STMz2c02Q")).path("result");
        assertThat(after.path("is_quarantined").asBoolean()).isFalse();
        assertThat(texts(after.path("delivery_status"))).containsExactly("delivered");
        assertThat(texts(after.path("post_delivery_operations")))
                .containsExactly("QUARANTINE_RELEASE");
    }

    @Test
    void an_id_in_a_path_can_be_percent_encoded() throws Exception {
        assertThat(tree(client.message(ID.replace(":", "%3A"))).path("result").path("id").asText())
                .isEqualTo(ID);
    }

    @Test
    void recipients_of_an_answer_are_those_of_the_message() throws Exception {
        JsonNode released = tree(client.release(ID)).path("result").path(0);

        assertThat(released.path("delivered"))
                .isEqualTo(tree(client.message(ID)).path("result").path("to"));
    }

    @Test
    void the_action_log_has_an_entry_for_each_release() throws Exception {
        assertThat(tree(client.message(ID + "/action_log")).path("result")).isEmpty();
        clock.advance(Duration.ofMinutes(7));
        client.release(ID);
        client.release(ID);

        JsonNode log = tree(client.message(ID + "/action_log")).path("result");

        assertThat(log).hasSize(2);
        assertThat(log.path(0).path("operation").asText()).isEqualTo("QUARANTINE_RELEASE");
        assertThat(log.path(0).path("completed_at").asText()).isEqualTo("2026-11-22T10:07:00Z");
        assertThat(client.message(SpecialId.NOT_FOUND.id() + "/action_log").statusCode())
                .isEqualTo(404);
    }
}
