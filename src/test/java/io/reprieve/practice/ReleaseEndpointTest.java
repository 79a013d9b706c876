package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.errorCode;
import static io.reprieve.practice.PracticeClient.json;
import static io.reprieve.practice.PracticeClient.texts;
import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseEndpointTest {

    private static final String FULL = "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678";
    private static final String POSTFIX = "4Njp3P0STMz2c02Q";

    @Test
    void an_array_of_ids_is_released() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            HttpResponse<String> answer = new PracticeClient(server).release(FULL);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(tree(answer).path("success").asBoolean()).isTrue();
            JsonNode message = tree(answer).path("result").path(0);
            assertThat(message.path("id").asText()).isEqualTo(FULL);
            assertThat(message.path("postfix_id").asText()).isEqualTo(POSTFIX);
            assertThat(texts(message.path("delivered"))).singleElement().asString().contains("@");
            assertThat(server.timesReleased(FULL)).isOne();
            assertThat(server.timesReleased(POSTFIX)).isOne();
        }
    }

    @Test
    void an_object_with_ids_is_released() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            HttpResponse<String> answer =
                    new PracticeClient(server).post(json(Map.of("ids", List.of(FULL))));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(server.timesReleased(FULL)).isOne();
            assertThat(server.releaseCalls().get(0).bodyForm()).isEqualTo(PracticeBodyForm.IDS);
        }
    }

    @Test
    void a_postfix_id_is_answered_with_a_full_id_that_starts_with_it() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            PracticeClient client = new PracticeClient(server);
            JsonNode message = tree(client.release(POSTFIX)).path("result").path(0);

            assertThat(message.path("id").asText())
                    .matches(POSTFIX + "-\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-\\d{8}");
            assertThat(message.path("postfix_id").asText()).isEqualTo(POSTFIX);
            assertThat(tree(client.message(POSTFIX)).path("result").path("id"))
                    .isEqualTo(message.path("id"));
        }
    }

    @Test
    void results_do_not_stand_in_the_order_of_the_request() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            JsonNode result =
                    tree(new PracticeClient(server).release("4a", "4b", "4c")).path("result");

            assertThat(result.findValuesAsText("postfix_id")).containsExactly("4c", "4b", "4a");
        }
    }

    @Test
    void every_release_of_a_message_is_counted_also_within_one_call() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            new PracticeClient(server).release(FULL, POSTFIX, "4other");

            assertThat(server.timesReleased(FULL)).isEqualTo(2);
            assertThat(server.messagesReleased()).isEqualTo(2);
            assertThat(server.releasedMoreThanOnce()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"ARRAY, true, 200", "ARRAY, false, 400", "IDS, true, 400", "IDS, false, 200"})
    void a_form_of_body_that_is_not_taken_is_refused(
            PracticeBodyForm form, boolean array, int status) throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder().body(form))) {
            Object body = array ? List.of(FULL) : Map.of("ids", List.of(FULL));
            HttpResponse<String> answer = new PracticeClient(server).post(json(body));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(tree(answer).path("success").asBoolean()).isEqualTo(status == 200);
            assertThat(server.timesReleased(FULL)).isEqualTo(status == 200 ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "413"})
    void more_ids_than_allowed_are_refused_whole(int status) throws Exception {
        try (PracticeServer server =
                start(PracticeOptions.builder().maxIds(3).tooManyStatus(status))) {
            PracticeClient client = new PracticeClient(server);

            assertThat(client.release("4a", "4b", "4c").statusCode()).isEqualTo(200);
            HttpResponse<String> answer = client.release("4d", "4e", "4f", "4g");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(errorCode(answer)).isPositive();
            assertThat(server.messagesReleased()).isEqualTo(3);
        }
    }

    @Test
    void a_thousand_ids_are_taken_by_default_and_not_one_more() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            PracticeClient client = new PracticeClient(server);

            assertThat(client.post(json(Collections.nCopies(1000, "4a"))).statusCode())
                    .isEqualTo(200);
            assertThat(client.post(json(Collections.nCopies(1001, "4a"))).statusCode())
                    .isEqualTo(400);
            assertThat(server.timesReleased("4a")).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[",
                "[]",
                "[1]",
                "[\"\"]",
                "\"4a\"",
                "{}",
                "{\"ids\":\"4a\"}",
                "{\"ids\":[null]}",
                "[\"4a\"] x",
                "nonsense"
            })
    void a_body_that_holds_no_ids_is_refused_in_an_envelope(String body) throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            HttpResponse<String> answer = new PracticeClient(server).post(body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(tree(answer).path("errors").path(0).path("message").asText()).isNotBlank();
            assertThat(server.messagesReleased()).isZero();
        }
    }

    @Test
    void ids_of_any_shape_are_messages_of_their_own() throws Exception {
        try (PracticeServer server = start(PracticeOptions.builder())) {
            new PracticeClient(server)
                    .release("msg-1", "msg-2", "ümlaut \"quoted\"", "a".repeat(300));

            assertThat(server.messagesReleased()).isEqualTo(4);
            assertThat(server.timesReleased("msg-1")).isOne();
            assertThat(server.timesReleased("ümlaut \"quoted\"")).isOne();
        }
    }

    private static PracticeServer start(PracticeOptions.Builder options) throws Exception {
        return PracticeServer.start(options.messages(0).build());
    }
}
