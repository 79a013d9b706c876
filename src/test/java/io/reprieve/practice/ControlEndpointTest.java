package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.texts;
import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlEndpointTest {

    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server = PracticeServer.start(PracticeOptions.builder().messages(5).recordedIds(6).build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void totals_tell_whether_anything_was_released_twice() throws Exception {
        client.release("4a", "4b");
        client.release("4a");
        client.message("4a");

        JsonNode totals = tree(client.control("GET", "/releases", ""));

        assertThat(totals)
                .isEqualTo(
                        PracticeClient.JSON.readTree(
                                "{\"calls\":3,\"release_calls\":2,\"releases\":3,"
                                        + "\"messages_released\":2,\"released_more_than_once\":1,"
                                        + "\"most_releases_of_one_message\":2}"));
        JsonNode one = tree(client.control("GET", "/releases?id=4a", ""));
        assertThat(one.path("released").asInt()).isEqualTo(2);
        JsonNode never = tree(client.control("GET", "/releases?id=4never", ""));
        assertThat(never.path("released").asInt(-1)).isZero();
    }

    @Test
    void the_table_of_releases_has_a_line_for_each_message() throws Exception {
        client.release("4a", "4b", "4a", "odd, \"id\"");

        String table = client.control("GET", "/releases.csv", "").body();

        assertThat(table.lines())
                .startsWith("postfix_id,released")
                .containsExactlyInAnyOrder(
                        "postfix_id,released", "4a,2", "4b,1", "\"odd, \"\"id\"\"\",1");
    }

    @Test
    void calls_are_listed_with_their_ids_as_far_as_these_are_kept() throws Exception {
        client.release("4a", "4b", "4c");
        client.release("4d", "4e");
        server.fault(Fault.parse("status:502"));
        client.release("4f", "4g", "4h");

        JsonNode calls = tree(client.control("GET", "/calls", "")).path("last");

        assertThat(calls).hasSize(3);
        assertThat(texts(calls.path(0).path("ids"))).isEmpty();
        assertThat(calls.path(0).path("id_count").asInt()).isEqualTo(3);
        assertThat(texts(calls.path(1).path("ids"))).containsExactly("4d", "4e");
        assertThat(calls.path(2).path("fault").asText()).isEqualTo("status:502");
        assertThat(calls.path(2).path("processed").asBoolean()).isFalse();
        assertThat(tree(client.control("GET", "/calls?last=1", "")).path("last")).hasSize(1);
    }

    @Test
    void forgetting_releases_puts_every_message_back_into_quarantine() throws Exception {
        client.release("4a", SpecialId.FAILED_ONCE.id());

        client.control("DELETE", "/releases", "");

        assertThat(server.timesReleased("4a")).isZero();
        assertThat(server.callCount()).isZero();
        assertThat(tree(client.message("4a")).path("result").path("is_quarantined").asBoolean())
                .isTrue();
        JsonNode again = tree(client.release(SpecialId.FAILED_ONCE.id())).path("result").path(0);
        assertThat(again.path("failed")).hasSize(1);
    }

    @Test
    void faults_can_be_ordered_listed_and_ended_while_it_runs() throws Exception {
        client.control("POST", "/faults", "status:503x2\n\nlost@0.5\n");
        HttpResponse<String> listed =
                client.control("POST", "/faults", "[\"status:500\", \"cut\"]");

        assertThat(texts(tree(listed).path("faults")))
                .containsExactly("status:503x2", "lost@0.5x*", "status:500x1", "cutx1");
        assertThat(client.release("4a").statusCode()).isEqualTo(503);
        assertThat(texts(tree(client.control("GET", "/faults", "")).path("faults")))
                .startsWith("status:503x1");
        client.control("DELETE", "/faults", "");
        assertThat(server.faults()).isEmpty();
        assertThat(client.release("4a").statusCode()).isEqualTo(200);
    }

    @Test
    void an_order_that_is_none_changes_nothing_and_is_explained() throws Exception {
        HttpResponse<String> answer = client.control("POST", "/faults", "lost\nexplode\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'explode' is no fault");
        assertThat(client.control("POST", "/faults", "[\"lost\"").statusCode()).isEqualTo(400);
        assertThat(server.faults()).isEmpty();
    }

    @Test
    void lists_to_drop_are_offered() throws Exception {
        List<String> special =
                client.control("GET", "/special-ids.csv", "").body().lines().toList();
        List<String> plain = client.control("GET", "/messages.csv", "").body().lines().toList();

        assertThat(special)
                .hasSize(1 + SpecialId.values().length)
                .contains(SpecialId.PARTIAL.id() + ",PARTIAL");
        assertThat(plain).hasSize(6);
        String found = tree(client.search("per_page=1")).path("result").path(0).path("id").asText();
        assertThat(plain.get(1)).startsWith(found + ",");
    }

    @Test
    void what_is_asked_here_is_no_call_of_the_api() throws Exception {
        client.control("GET", "/releases", "");

        assertThat(server.callCount()).isZero();
        assertThat(client.control("GET", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(client.control("PUT", "/faults", "lost").statusCode()).isEqualTo(404);
    }
}
