package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.FreePort;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AMQP 1.0 by Qpid JMS, with a broker of another family than Artemis. */
class AmqpTest {
    @TempDir static Path folder;
    private static final SystemLauncher BROKER = new SystemLauncher();
    private static Rehearsal rehearsal;
    private static Team team;

    @BeforeAll
    static void start() throws Exception {
        int port = FreePort.next();
        System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
        BROKER.startup(
                Map.of(
                        "type",
                        "Memory",
                        "initialConfigurationLocation",
                        AmqpTest.class.getResource("amqp-broker.json").toExternalForm(),
                        "startupLoggedToSystemOut",
                        "false",
                        "context",
                        Map.of(
                                "amqp.port",
                                Integer.toString(port),
                                "amqp.store",
                                folder.resolve("broker").toString())));
        String url = "amqp://127.0.0.1:" + port + "?amqp.vhost=default";
        rehearsal = Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", url);
        team = Team.at(url);
    }

    @AfterAll
    static void stop() throws Exception {
        team.close();
        rehearsal.close();
        BROKER.shutdown();
    }

    @Test
    void a_request_is_answered_at_the_place_that_it_names() throws Exception {
        Queue replies = team.session().createTemporaryQueue();
        TextMessage request = team.session().createTextMessage(Ids.plain(1).get(0));
        request.setJMSReplyTo(replies);
        request.setJMSCorrelationID("order 7");
        team.send(request);

        Message answer = team.receive(replies, Duration.ofSeconds(20));

        assertThat(answer.getJMSCorrelationID()).isEqualTo("order 7");
        assertThat(answer.getStringProperty("ReprieveState")).isEqualTo("COMPLETED");
    }

    @Test
    void a_burst_is_answered_message_by_message() throws Exception {
        List<String> ids = Ids.plain(10, 500);
        team.sendAll(ids);

        Set<String> marks = new HashSet<>();
        for (Message answer : team.receiveAll(Team.RESULTS, ids.size())) {
            marks.add(answer.getJMSCorrelationID());
        }

        assertThat(marks).hasSameSizeAs(ids);
        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void an_object_goes_to_the_dead_letter_unopened() throws Exception {
        team.send(team.session().createObjectMessage(new HostileTest.Trap(10)));

        Message dead = team.receive(Team.DEAD);

        assertThat(dead).isInstanceOf(ObjectMessage.class);
        assertThat(dead.getStringProperty("ReprieveOutcome")).isEqualTo("REJECTED");
        assertThat(HostileTest.Trap.SPRUNG).isFalse();
    }
}
