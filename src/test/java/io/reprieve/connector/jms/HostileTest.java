package io.reprieve.connector.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that nobody who means well would send. */
class HostileTest {
    @TempDir static Path folder;
    private static ArtemisBroker broker;
    private static Rehearsal rehearsal;
    private static Team team;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
        rehearsal =
                Rehearsal.start(
                        folder.resolve("data"),
                        "reprieve.jms.url",
                        broker.url(),
                        "reprieve.guard.max-ids",
                        "0");
        team = Team.at(broker.url());
    }

    @AfterEach
    void nothing_is_left_over() {
        await().until(() -> broker.waiting(Team.REQUESTS) == 0);
        assertThat(broker.waiting(Team.RESULTS)).isZero();
        assertThat(broker.waiting(Team.DEAD)).isZero();
        assertThat(broker.waiting("broker.dlq")).isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        team.close();
        rehearsal.close();
        broker.close();
    }

    /** Shows whether anybody has unpacked it. */
    static final class Trap implements Serializable {
        static final AtomicBoolean SPRUNG = new AtomicBoolean();
        private final byte[] weight;

        Trap(int bytes) {
            weight = new byte[bytes];
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            SPRUNG.set(weight.length >= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500_000})
    void an_object_is_never_unpacked(int bytes) throws Exception {
        ObjectMessage object = team.session().createObjectMessage(new Trap(bytes));
        object.setStringProperty("mine", "kept");
        team.send(object);

        Message dead = rejected("neither a text nor a bytes message");

        assertThat(dead).isInstanceOf(ObjectMessage.class);
        assertThat(dead.getStringProperty("mine")).isEqualTo("kept");
        assertThat(Trap.SPRUNG).isFalse();
    }

    @Test
    void maps_and_streams_are_not_looked_at() throws Exception {
        MapMessage map = team.session().createMapMessage();
        map.setString("ids", Ids.plain(1).get(0));
        team.send(map);
        assertThat(((MapMessage) rejected("neither")).getString("ids")).isNotNull();

        StreamMessage stream = team.session().createStreamMessage();
        stream.writeString(Ids.plain(1).get(0));
        team.send(stream);
        assertThat(((StreamMessage) rejected("neither")).readString()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400_000})
    void a_body_that_is_no_list_goes_to_the_dead_letter_as_it_was(int times) throws Exception {
        String text = "<html>" + "é ".repeat(times) + "</html>";
        TextMessage message = team.session().createTextMessage(text);
        message.setJMSCorrelationID("mine");
        team.send(message);
        TextMessage dead = (TextMessage) rejected("HTML");
        assertThat(dead.getText()).isEqualTo(text);
        assertThat(dead.getJMSCorrelationID()).isEqualTo("mine");

        BytesMessage bytes = team.session().createBytesMessage();
        bytes.writeBytes(text.getBytes(UTF_8));
        team.send(bytes);
        // A long body can be read only while its consumer is there.
        try (MessageConsumer consumer =
                team.session().createConsumer(team.session().createQueue(Team.DEAD))) {
            BytesMessage deadBytes = (BytesMessage) consumer.receive(30_000);
            byte[] body = new byte[(int) deadBytes.getBodyLength()];
            deadBytes.readBytes(body);
            assertThat(new String(body, UTF_8)).isEqualTo(text);
            assertThat(deadBytes.getStringProperty("ReprieveReason")).contains("HTML");
        }
    }

    @Test
    void json_nested_without_end_and_a_line_without_end_are_refused() throws Exception {
        team.send("[".repeat(100_000));
        rejected("nested deeper");
        team.send(Ids.plain(1).get(0) + "\n" + "x".repeat(3 << 20));
        rejected("longer than 1 MiB");
    }

    @Test
    void headers_of_a_route_in_any_capitals_reach_none() throws Exception {
        String id = Ids.plain(900, 1).get(0);
        TextMessage message = team.session().createTextMessage(id);
        for (String name :
                new String[] {
                    "CamelHttpUri",
                    "CAmelHttpUri",
                    "camelHTTPURI",
                    "CamelBeanMethodName",
                    "CAMELBeanMethodName",
                    "CamelFileName",
                    "CamelJmsDestinationName"
                }) {
            message.setStringProperty(name, "http://127.0.0.1:1/never");
        }
        team.send(message);

        Message answer = team.receive(Team.RESULTS);

        assertThat(Team.json(answer).path("summary").path("outcomes").path("RELEASED").asInt())
                .isOne();
        assertThat(answer.propertyExists("CAmelHttpUri")).isFalse();
        assertThat(rehearsal.cloudflare().timesReleased(id)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {Team.REQUESTS, Team.DEAD, "a::b", "a b"})
    void answers_go_to_no_place_that_would_do_harm(String place) throws Exception {
        TextMessage message = team.session().createTextMessage(Ids.plain(901, 1).get(0));
        Queue target =
                (Queue)
                        Class.forName("org.apache.activemq.artemis.jms.client.ActiveMQQueue")
                                .getConstructor(String.class)
                                .newInstance(place);
        message.setJMSReplyTo(target);
        team.send(message);

        assertThat(Team.json(team.receive(Team.RESULTS)).path("outcomes")).hasSize(1);
    }

    @Test
    void a_million_elements_are_a_list() throws Exception {
        // All the same, so that all but one are repeats and none needs a call or a person.
        String id = "\"" + Ids.plain(902, 1).get(0) + "\"";
        BytesMessage message = team.session().createBytesMessage();
        message.writeBytes(("[" + id + ("," + id).repeat(999_999) + "]").getBytes(UTF_8));
        team.send(message);

        for (int part = 1; part <= 1000; part++) {
            JsonNode json = Team.json(team.receive(Team.RESULTS));
            assertThat(json.path("part").asInt()).isEqualTo(part);
            assertThat(json.path("summary").path("outcomes").toString())
                    .isEqualTo("{\"RELEASED\":1,\"DUPLICATE\":999999}");
        }
    }

    private static Message rejected(String words) throws Exception {
        Message dead = team.receive(Team.DEAD);
        assertThat(dead.getStringProperty("ReprieveOutcome")).isEqualTo("REJECTED");
        assertThat(dead.getStringProperty("ReprieveReason")).contains(words);
        return dead;
    }
}
