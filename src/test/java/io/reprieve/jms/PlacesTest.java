package io.reprieve.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import io.reprieve.settings.JmsSettings;
import io.reprieve.station.jms.JmsCheck;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that take no answers, over both protocols: what one has, no other one feels. */
class PlacesTest {
    private static final String FULL = "team.full";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "amqp"})
    void a_place_that_is_not_there_gets_its_answer_among_the_results_and_others_get_theirs(
            String protocol) throws Exception {
        try (ArtemisBroker broker = closedBroker().start();
                Rehearsal rehearsal = rehearsal(broker, protocol);
                Team team = Team.at(broker.url())) {
            List<String> ids = Ids.plain(3);
            team.send(request(team, ids.get(0), "team.missing"));
            team.send(request(team, ids.get(1), "team.replies"));
            team.send(request(team, ids.get(2), null));

            assertThat(team.receive("team.replies").getJMSCorrelationID()).isEqualTo(ids.get(1));
            List<Message> results = team.receiveAll(Team.RESULTS, 2);

            assertThat(results).hasSize(2);
            for (Message result : results) {
                boolean isMissing = result.getJMSCorrelationID().equals(ids.get(0));
                assertThat(result.propertyExists("ReprieveReplyTrouble")).isEqualTo(isMissing);
                if (isMissing) {
                    assertThat(result.getStringProperty("ReprieveReplyTo"))
                            .isEqualTo("queue:team.missing");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "amqp"})
    void a_full_place_gets_its_answer_when_there_is_room_and_others_get_theirs_before(
            String protocol) throws Exception {
        try (ArtemisBroker broker = closedBroker().start();
                Rehearsal rehearsal = rehearsal(broker, protocol);
                Team team = Team.at(broker.url());
                Team greedy = Team.at(broker.url())) {
            List<String> ids = Ids.plain(2);
            int filled = fill(greedy, broker);
            team.send(request(team, ids.get(0), FULL));
            team.send(request(team, ids.get(1), "team.replies"));

            assertThat(team.receive("team.replies").getJMSCorrelationID()).isEqualTo(ids.get(1));
            Team reader = Team.at(broker.url());
            List<Message> all = reader.receiveAll(FULL, filled + 1);
            reader.close();

            assertThat(all).extracting(Message::getJMSCorrelationID).contains(ids.get(0));
            assertThat(broker.waiting(Team.RESULTS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "amqp"})
    void a_dead_letter_that_is_not_there_keeps_no_good_request_waiting(String protocol)
            throws Exception {
        try (ArtemisBroker broker = closedBroker(Team.REQUESTS, Team.RESULTS).start();
                Rehearsal rehearsal = rehearsal(broker, protocol);
                Team team = Team.at(broker.url())) {
            List<String> ids = Ids.plain(30);
            for (String id : ids) {
                team.send("<html>no list</html>");
                team.send(id);
            }

            assertThat(team.receiveAll(Team.RESULTS, ids.size())).hasSize(ids.size());
            rehearsal.checkReleasedOnce(ids);

            broker.create(Team.DEAD);
            assertThat(team.receiveAll(Team.DEAD, ids.size())).hasSize(ids.size());
            await().until(() -> broker.waiting(Team.REQUESTS) == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "amqp"})
    void check_opens_what_the_service_opens_and_names_what_is_missing(String protocol)
            throws Exception {
        try (ArtemisBroker broker = closedBroker(Team.REQUESTS, Team.RESULTS).start();
                Rehearsal settings = rehearsal(broker, protocol)) {
            JmsSettings jms = settings.settings().jms().orElseThrow();

            JmsCheck.Finding missing = JmsCheck.look(jms);
            broker.create(Team.DEAD);
            JmsCheck.Finding there = JmsCheck.look(jms);

            assertThat(missing.isGood()).isFalse();
            assertThat(missing.words())
                    .contains(
                            "a sender to reprieve.dead-letter", "reprieve.output.jms.dead-letter");
            assertThat(there.isGood()).as(there.words()).isTrue();
        }
    }

    /** A broker that makes no queue by itself. */
    private ArtemisBroker closedBroker(String... queues) throws Exception {
        String[] there =
                queues.length > 0
                        ? queues
                        : new String[] {
                            Team.REQUESTS, Team.RESULTS, Team.DEAD, "team.replies", FULL
                        };
        return ArtemisBroker.prepare(folder.resolve("broker"))
                .with(
                        configuration -> {
                            configuration
                                    .getAddressSettings()
                                    .get("#")
                                    .setAutoCreateQueues(false)
                                    .setAutoCreateAddresses(false);
                            configuration.addAddressSetting(
                                    FULL,
                                    new AddressSettings()
                                            .setAutoCreateQueues(false)
                                            .setAutoCreateAddresses(false)
                                            .setMaxSizeBytes(20_000)
                                            .setAddressFullMessagePolicy(
                                                    AddressFullMessagePolicy.BLOCK));
                            for (String queue : there) {
                                configuration.addAddressConfiguration(
                                        new CoreAddressConfiguration()
                                                .setName(queue)
                                                .addRoutingType(RoutingType.ANYCAST)
                                                .addQueueConfiguration(
                                                        QueueConfiguration.of(queue)
                                                                .setRoutingType(
                                                                        RoutingType.ANYCAST)));
                            }
                        });
    }

    private Rehearsal rehearsal(ArtemisBroker broker, String protocol) throws Exception {
        String url = protocol.equals("amqp") ? broker.amqpUrl() : broker.url();
        return Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", url);
    }

    private static TextMessage request(Team team, String id, String place) throws Exception {
        TextMessage request = team.session().createTextMessage(id);
        request.setJMSCorrelationID(id);
        if (place != null) {
            // The session would look whether it is there.
            request.setJMSReplyTo(new ActiveMQQueue(place));
        }
        return request;
    }

    /** Sends until the broker gives no more room; that sender waits until its connection closes. */
    private static int fill(Team team, ArtemisBroker broker) throws Exception {
        Thread sender =
                new Thread(
                        () -> {
                            try (var producer =
                                    team.session()
                                            .createProducer(team.session().createQueue(FULL))) {
                                while (broker.size(FULL) < 20_000) {
                                    producer.send(
                                            team.session().createTextMessage("x".repeat(2_000)));
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        sender.setDaemon(true);
        sender.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> broker.size(FULL) >= 20_000);
        return (int) broker.waiting(FULL);
    }
}
