package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.texts;
import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpecialIdTest {

    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server = PracticeServer.start(PracticeOptions.builder().messages(0).build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Lists are written as their number of recipients, "null", or "-" where there is none. */
    @ParameterizedTest(name = "{0}, call {1}")
    @CsvFileSource(resources = "special-ids.csv", numLinesToSkip = 1)
    void a_special_id_is_answered_and_counted_as_documented(
            SpecialId special,
            int call,
            int entries,
            String delivered,
            String failed,
            String undelivered,
            int released,
            String quarantined,
            String statuses)
            throws Exception {
        for (int earlier = 1; earlier < call; earlier++) {
            client.release(special.id(7));
        }
        JsonNode result = tree(client.release("4plain", special.id(7))).path("result");

        assertThat(result).hasSize(entries + 1);
        if (entries > 0) {
            JsonNode entry = result.path(0);
            assertThat(entry.path("id").asText()).isEqualTo(special.id(7));
            assertThat(size(entry, "delivered")).isEqualTo(delivered);
            assertThat(size(entry, "failed")).isEqualTo(failed);
            assertThat(size(entry, "undelivered")).isEqualTo(undelivered);
        }
        assertThat(server.timesReleased(special.postfixId(7))).isEqualTo(released);
        assertThat(server.timesProcessed(special.id(7))).isEqualTo(call);
        JsonNode state = tree(client.message(special.id(7))).path("result");
        assertThat(state.path("is_quarantined").asText("-")).isEqualTo(quarantined);
        assertThat(String.join("+", texts(state.path("delivery_status")))).isEqualTo(statuses);
    }

    private static String size(JsonNode entry, String list) {
        JsonNode value = entry.path(list);
        if (value.isMissingNode()) {
            return "-";
        }
        return value.isNull() ? "null" : String.valueOf(value.size());
    }

    @Test
    void a_refused_id_fails_its_whole_call_and_nothing_is_released() throws Exception {
        String refused = SpecialId.REFUSED.id();

        HttpResponse<String> answer = client.release("4a", refused, "4b");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tree(answer).path("success").asBoolean()).isFalse();
        assertThat(answer.body()).doesNotContain("4PRACTICE");
        assertThat(client.release(SpecialId.REFUSED.postfixId(3)).statusCode()).isEqualTo(400);
        assertThat(server.messagesReleased()).isZero();
        assertThat(server.releaseCalls()).noneMatch(RecordedCall::processed);
        assertThat(client.release("4a", "4b").statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_message_is_answered_404_when_asked_for() throws Exception {
        HttpResponse<String> answer = client.message(SpecialId.NOT_FOUND.id());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(tree(answer).path("success").asBoolean()).isFalse();
    }

    @Test
    void an_entry_can_lack_its_postfix_id() throws Exception {
        JsonNode result = tree(client.release(SpecialId.NO_POSTFIX_ID.postfixId(1))).path("result");

        assertThat(result.path(0).has("postfix_id")).isFalse();
        assertThat(result.path(0).path("id").asText()).startsWith("4PRACTICEnopostfix1-");
    }

    @Test
    void dispositions_can_be_malicious() throws Exception {
        assertThat(disposition(SpecialId.MALICIOUS)).isEqualTo("MALICIOUS");
        assertThat(disposition(SpecialId.MALICIOUS_BEC)).isEqualTo("MALICIOUS-BEC");
    }

    private String disposition(SpecialId special) throws Exception {
        return tree(client.message(special.id())).path("result").path("final_disposition").asText();
    }

    @ParameterizedTest
    @EnumSource
    void both_forms_of_a_special_id_are_recognised(SpecialId special) {
        assertThat(SpecialId.of(special.id())).contains(special);
        assertThat(SpecialId.of(special.postfixId(42))).contains(special);
        assertThat(SpecialId.of(SpecialId.PREFIX + special.word())).contains(special);
        assertThat(SpecialId.of("4Njp3P0STMz2c02Q")).isEmpty();
        assertThat(SpecialId.of(SpecialId.PREFIX + special.word() + "else")).isEmpty();
    }
}
