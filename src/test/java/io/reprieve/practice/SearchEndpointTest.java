package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.TestClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchEndpointTest {

    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server =
                PracticeServer.start(
                        PracticeOptions.builder().clock(new TestClock()).messages(130).build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pages_linked_by_their_cursor_hold_every_message_once_newest_first() throws Exception {
        List<JsonNode> all = allPages("per_page=40");

        assertThat(all).hasSize(130);
        assertThat(all).extracting(message -> message.path("id").asText()).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(message -> message.path("scanned_at").asText())
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void pages_linked_by_number_hold_the_same() throws Exception {
        JsonNode second = tree(client.search("per_page=50&page=2")).path("result");

        assertThat(second).hasSize(50);
        assertThat(second.path(0)).isEqualTo(allPages("per_page=130").get(50));
    }

    @Test
    void released_messages_are_no_longer_found_as_quarantined() throws Exception {
        String id = allPages("per_page=20").get(3).path("id").asText();

        client.release(id);

        assertThat(allPages("delivery_status=quarantined")).hasSize(129);
        assertThat(allPages("delivery_status=delivered"))
                .extracting(message -> message.path("id").asText())
                .containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource({
        "final_disposition, final_disposition, SPAM",
        "sender, from, ''",
        "recipient, to, ''",
        "subject, subject, parcel"
    })
    void a_filter_finds_those_messages_and_no_others(String filter, String field, String value)
            throws Exception {
        List<JsonNode> all = allPages("per_page=130");
        String wanted = value.isEmpty() ? text(all.get(0), field) : value;

        List<JsonNode> found = allPages(filter + "=" + wanted);

        assertThat(found)
                .isNotEmpty()
                .hasSizeLessThan(130)
                .containsExactlyElementsOf(
                        all.stream()
                                .filter(message -> text(message, field).contains(wanted))
                                .toList());
    }

    @Test
    void filters_for_time_domain_and_text_narrow_together() throws Exception {
        List<JsonNode> found =
                allPages(
                        "start=2026-11-01T00:00:00Z&end=2026-11-20T00:00:00Z"
                                + "&domain=shop.example&query=INVOICE");

        assertThat(found).isNotEmpty();
        assertThat(found)
                .allSatisfy(
                        message -> {
                            assertThat(message.path("scanned_at").asText())
                                    .isBetween("2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z");
                            assertThat(message.path("from").asText()).endsWith("@shop.example");
                            assertThat(message.path("subject").asText()).contains("Invoice");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delivery_status=eaten",
                "final_disposition=spam",
                "start=yesterday",
                "per_page=0",
                "per_page=1001",
                "cursor=x",
                "page=999999&per_page=1000000"
            })
    void a_filter_that_cannot_be_meant_is_refused(String query) throws Exception {
        assertThat(client.search(query).statusCode()).isEqualTo(400);
    }

    @Test
    void a_search_that_takes_longer_says_where_to_look_again() throws Exception {
        server.close();
        server =
                PracticeServer.start(PracticeOptions.builder().messages(30).searchWaits(2).build());
        client = new PracticeClient(server);
        var answer = client.search("per_page=10&subject=Team%20lunch");

        for (int wait = 0; wait < 2; wait++) {
            assertThat(answer.statusCode()).isEqualTo(202);
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(location).contains("subject=Team%20lunch");
            answer = client.get(location.replaceFirst("^/client/v4", ""));
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer).path("result")).isNotEmpty();
        // Further pages of a search that is done come at once.
        assertThat(client.search("cursor=p1").statusCode()).isEqualTo(200);
    }

    private List<JsonNode> allPages(String query) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = tree(client.search(query + "&cursor=" + cursor));
            page.path("result").forEach(all::add);
            cursor = page.path("result_info").path("next").asText("");
        } while (!cursor.isEmpty());
        return all;
    }

    private static String text(JsonNode message, String field) {
        JsonNode value = message.path(field);
        return value.isArray() ? value.path(0).asText() : value.asText();
    }
}
