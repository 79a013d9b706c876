package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.qpid.jms.message.JmsMapMessage;
import org.apache.qpid.jms.message.facade.JmsMapMessageFacade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that a broker or its client cannot hand over, among others that it can. */
class PoisonTest {
    private static final int GOOD = 8;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"tcp, true", "tcp, false", "amqp, true", "amqp, false"})
    void its_neighbours_are_answered_and_not_again_with_each_attempt(
            String protocol, boolean withIds) throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
                Team team = Team.at(broker.amqpUrl())) {
            broker.create(Team.REQUESTS);
            List<String> ids = Ids.plain(GOOD);
            try (MessageProducer sender =
                    team.session().createProducer(team.session().createQueue(Team.REQUESTS))) {
                sender.setDisableMessageID(!withIds);
                for (int i = 0; i < GOOD; i++) {
                    if (i == GOOD / 2) {
                        send(sender, poison(team.session()));
                    }
                    Message good = team.session().createTextMessage(ids.get(i));
                    good.setJMSCorrelationID(ids.get(i));
                    send(sender, good);
                }
            }
            String url = protocol.equals("tcp") ? broker.url() : broker.amqpUrl();
            try (Rehearsal rehearsal =
                    Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", url)) {
                List<String> answered = new ArrayList<>();
                for (Message answer : team.receiveAll(Team.RESULTS, GOOD)) {
                    answered.add(answer.getJMSCorrelationID());
                }
                await().until(() -> broker.waiting(Team.REQUESTS) == 0);
                assertThat(answered).containsAll(ids);
                // Two consumers may have one without an id at once, and cannot tell it from
                // another.
                int most = withIds ? 1 : 2;
                assertThat(ids)
                        .allMatch(id -> Collections.frequency(answered, id) <= most, answered + "");
                // Qpid's client hands it over. By its own protocol Artemis gives it up, or counts
                // it
                // as acknowledged together with one behind it.
                if (protocol.equals("amqp")) {
                    await().untilAsserted(() -> assertThat(broker.waiting(Team.DEAD)).isOne());
                }
                rehearsal.checkReleasedOnce(ids);
            }
        }
    }

    @Test
    void one_that_comes_alone_ends_no_door() throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
                Team team = Team.at(broker.amqpUrl());
                Rehearsal rehearsal =
                        Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url())) {
            await().until(() -> broker.consumers(Team.REQUESTS) > 0);
            team.send(poison(team.session()));
            await().until(() -> broker.consumers(Team.REQUESTS) == 0);

            List<String> ids = Ids.plain(2);
            ids.forEach(id -> send(team, id));

            assertThat(team.receiveAll(Team.RESULTS, 2)).hasSize(2);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    /** Two that ask the same are two requests, whether or not their senders number them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void equal_requests_without_ids_are_answered_each(boolean together) throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
                Team team = Team.at(broker.url());
                Rehearsal rehearsal =
                        Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url());
                MessageProducer sender =
                        team.session().createProducer(team.session().createQueue(Team.REQUESTS))) {
            sender.setDisableMessageID(true);
            sender.setDisableMessageTimestamp(true);
            String id = Ids.plain(1).get(0);
            int answers = 0;
            for (int i = 0; i < 3; i++) {
                send(sender, team.session().createTextMessage(id));
                if (!together) {
                    answers += team.receiveAll(Team.RESULTS, 1).size();
                }
            }
            answers += together ? team.receiveAll(Team.RESULTS, 3).size() : 0;

            assertThat(answers).isEqualTo(3);
            rehearsal.checkReleasedOnce(List.of(id));
        }
    }

    private static void send(Team team, String text) {
        try {
            team.send(text);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(MessageProducer sender, Message message) throws Exception {
        sender.send(message, DeliveryMode.PERSISTENT, 4, 0L);
    }

    /** A map with a list in it, which is allowed in AMQP, and for which JMS has no type. */
    private static Message poison(Session session) throws Exception {
        JmsMapMessage map = (JmsMapMessage) session.createMapMessage();
        ((JmsMapMessageFacade) map.getFacade())
                .put("recipients", List.of("a@example.com", "b@example.com"));
        return map;
    }
}
