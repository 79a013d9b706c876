package io.reprieve.connector.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers on a normal day, with Artemis. */
class RequestsTest {
    @TempDir static Path folder;
    private static ArtemisBroker broker;
    private static Rehearsal rehearsal;
    private static Team team;
    private static int used;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
        rehearsal =
                Rehearsal.start(
                        folder.resolve("data"),
                        "reprieve.jms.url",
                        broker.url(),
                        "reprieve.intake.jms.consumers",
                        "3");
        team = Team.at(broker.url());
    }

    @AfterEach
    void nothing_is_left_over() {
        await().until(() -> broker.waiting(Team.REQUESTS) == 0);
        assertThat(broker.waiting(Team.RESULTS)).isZero();
        assertThat(broker.waiting(Team.DEAD)).isZero();
        assertThat(rehearsal.cloudflare().releasedMoreThanOnce()).isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        team.close();
        rehearsal.close();
        broker.close();
    }

    @Test
    void as_many_consumers_as_were_set_take_messages() {
        await().untilAsserted(() -> assertThat(broker.consumers(Team.REQUESTS)).isEqualTo(3));
    }

    @Test
    void one_id_as_text_is_released_and_answered_at_the_place_that_it_names() throws Exception {
        String id = ids(1).get(0);
        Queue replies = team.session().createTemporaryQueue();
        TextMessage request = team.session().createTextMessage(id);
        request.setJMSReplyTo(replies);
        request.setJMSCorrelationID("order 7");
        team.send(request);

        Message answer = team.receive(replies, Duration.ofSeconds(20));

        assertThat(answer.getJMSCorrelationID()).isEqualTo("order 7");
        JsonNode json = Team.json(answer);
        assertThat(answer.getStringProperty("ReprieveJob")).isEqualTo(json.path("job").asText());
        assertThat(answer.getStringProperty("ReprieveState")).isEqualTo("COMPLETED");
        JsonNode outcome = json.path("outcomes").get(0);
        assertThat(outcome.path("id").asText()).isEqualTo(id);
        assertThat(outcome.path("account").asText()).isEqualTo("default");
        assertThat(outcome.path("outcome").asText()).isEqualTo("RELEASED");
        assertThat(outcome.path("delivered")).hasSize(1);
        JobReport report = reportOf(json.path("job").asText());
        assertThat(json.path("summary")).isEqualTo(report.summary());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%1$s\n%2$s",
                "# note\r\n%1$s\r\n\r\n%2$s\r\n",
                "id,note\n%1$s,a\n%2$s,b\n",
                "sender;id\nx;%1$s\ny;%2$s\n",
                "[\"%1$s\",\"%2$s\"]",
                "{\"ids\":[\"%1$s\",\"%2$s\"]}",
                "{\"ids\":[\"%1$s\",\"%2$s\"],\"account\":\"default\"}",
                "{\"id\":\"%1$s\"}\n{\"id\":\"%2$s\"}\n"
            })
    void many_ids_are_a_list_in_any_form(String form) throws Exception {
        List<String> ids = ids(2);
        String id = team.send(form.formatted(ids.get(0), ids.get(1)));

        Message answer = team.receive(Team.RESULTS);

        assertThat(answer.getJMSCorrelationID()).isEqualTo(id);
        assertThat(outcomes(answer))
                .isEqualTo(Map.of(ids.get(0), "RELEASED", ids.get(1), "RELEASED"));
    }

    @Test
    void a_long_correlation_id_comes_back_as_it_was() throws Exception {
        String mark = "m".repeat(20_000);
        TextMessage request = team.session().createTextMessage(ids(1).get(0));
        request.setJMSCorrelationID(mark);
        team.send(request);

        assertThat(team.receive(Team.RESULTS).getJMSCorrelationID()).isEqualTo(mark);
    }

    @Test
    void bytes_are_read_as_text() throws Exception {
        List<String> ids = ids(2);
        BytesMessage message = team.session().createBytesMessage();
        message.writeBytes(("\uFEFF" + String.join("\n", ids)).getBytes(UTF_8));
        team.send(message);

        assertThat(outcomes(team.receive(Team.RESULTS)).keySet())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void who_asks_and_why_is_in_the_summary() throws Exception {
        String id = ids(1).get(0);
        team.send(
                "{\"ids\":[\"%s\"],\"account\":\"default\",\"requestedBy\":\"desk 3\",\"reason\":\"case 9\"}"
                        .formatted(id));

        JsonNode json = Team.json(team.receive(Team.RESULTS));

        assertThat(json.path("summary").path("requested_by").asText()).isEqualTo("desk 3");
    }

    @Test
    void an_account_that_is_not_set_is_told_and_goes_to_the_dead_letter() throws Exception {
        String id = ids(1).get(0);
        team.send("{\"ids\":[\"%s\"],\"account\":\"nobody\"}".formatted(id));

        Message answer = team.receive(Team.RESULTS);
        Message dead = team.receive(Team.DEAD);

        assertThat(outcomes(answer)).containsEntry(id, "INVALID");
        assertThat(Team.json(dead).toString())
                .isEqualTo("{\"ids\":[\"%s\"],\"account\":\"nobody\"}".formatted(id));
        assertThat(dead.getStringProperty("ReprieveOutcome")).isEqualTo("INVALID");
        assertThat(dead.getStringProperty("ReprieveReason")).contains("no account of the name");
        assertThat(dead.getStringProperty("ReprieveJob"))
                .isEqualTo(answer.getStringProperty("ReprieveJob"));
    }

    @Test
    void a_burst_shares_jobs_and_calls_and_each_message_has_its_own_answer() throws Exception {
        List<String> ids = ids(3_000);
        long calls = rehearsal.cloudflare().releaseCallCount();
        int jobs = rehearsal.folder().reports().size();

        team.sendAll(ids);
        List<Message> answers = team.receiveAll(Team.RESULTS, ids.size());

        Map<String, String> byMark = new HashMap<>();
        for (Message answer : answers) {
            JsonNode outcomes = Team.json(answer).path("outcomes");
            assertThat(outcomes).hasSize(1);
            byMark.put(answer.getJMSCorrelationID(), outcomes.get(0).path("id").asText());
        }
        assertThat(answers).hasSameSizeAs(ids);
        assertThat(byMark).hasSameSizeAs(ids);
        for (int number = 0; number < ids.size(); number++) {
            assertThat(byMark).containsEntry("c" + number, ids.get(number));
        }
        assertThat(rehearsal.cloudflare().releaseCallCount() - calls).isLessThan(200);
        assertThat(rehearsal.folder().reports().size() - jobs).isLessThan(500);
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void a_long_list_is_answered_in_parts() throws Exception {
        List<String> ids = ids(2_500);
        String mark = team.send(String.join("\n", ids));

        List<Message> parts = team.receiveAll(Team.RESULTS, 3);

        List<String> told = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            JsonNode json = Team.json(parts.get(part));
            assertThat(parts.get(part).getJMSCorrelationID()).isEqualTo(mark);
            assertThat(json.path("part").asInt()).isEqualTo(part + 1);
            assertThat(json.path("parts").asInt()).isEqualTo(3);
            assertThat(json.path("summary").path("rows").asInt()).isEqualTo(2_500);
            json.path("outcomes").forEach(outcome -> told.add(outcome.path("id").asText()));
        }
        assertThat(parts).hasSize(3);
        assertThat(told).isEqualTo(ids);
    }

    @Test
    void a_message_that_comes_again_is_answered_again_and_is_no_second_job() throws Exception {
        String id = ids(1).get(0);
        TextMessage message = team.session().createTextMessage(id);
        team.send(message);
        Message first = team.receive(Team.RESULTS);

        Copies.sendAgain(broker.url(), message.getJMSMessageID(), id, "again");
        Message second = team.receive(Team.RESULTS);

        assertThat(second.getJMSCorrelationID()).isEqualTo("again");
        assertThat(((TextMessage) second).getText()).isEqualTo(((TextMessage) first).getText());
        rehearsal.checkReleasedOnce(List.of(id));
    }

    @Test
    void one_message_id_for_everything_does_not_hide_a_request() throws Exception {
        List<String> ids = ids(2);
        String mark = "ID:b0000000-0000-1000-8000-000000000001";
        Copies.sendAgain(broker.url(), mark, ids.get(0), "a");
        Copies.sendAgain(broker.url(), mark, ids.get(1), "b");

        assertThat(team.receiveAll(Team.RESULTS, 2)).hasSize(2);
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void a_dead_letter_that_is_moved_back_as_it_is_is_tried_again() throws Exception {
        team.send("[\"not an id at all, with blanks\"]");
        outcomes(team.receive(Team.RESULTS));
        Message dead = team.receive(Team.DEAD);

        team.send(dead);

        assertThat(outcomes(team.receive(Team.RESULTS)).values()).containsExactly("INVALID");
        assertThat(Team.json(team.receive(Team.DEAD))).isEqualTo(Team.json(dead));
    }

    @Test
    void the_list_as_it_came_is_kept() throws Exception {
        List<String> ids = ids(3);
        team.send(Ids.csv(ids));

        String job = Team.json(team.receive(Team.RESULTS)).path("job").asText();

        String name = job.replaceAll("^[^-]*-(jms-[0-9a-f]{8})-.*", "$1") + ".txt";
        await().until(() -> rehearsal.folder().files("done", name).size() == 1);
        assertThat(Files.readString(rehearsal.folder().files("done", name).get(0)))
                .isEqualTo(Ids.csv(ids));
        assertThat(folder.resolve("data/incoming/jms")).isEmptyDirectory();
    }

    private static JobReport reportOf(String job) {
        return rehearsal.folder().reports().stream()
                .filter(report -> report.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> outcomes(Message answer) {
        Map<String, String> outcomes = new HashMap<>();
        Team.json(answer)
                .path("outcomes")
                .forEach(
                        one -> outcomes.put(one.path("id").asText(), one.path("outcome").asText()));
        return outcomes;
    }

    private static synchronized List<String> ids(int count) {
        used += count;
        return Ids.plain(used - count, count);
    }
}
