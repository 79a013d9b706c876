package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager2;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that take no answers, over both protocols: what one has, no other one feels. */
class PlacesTest {
    private static final String FULL = "team.full";
    private static final int MAX_BYTES = 200_000;

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
            int filled = fill(greedy, broker, FULL);
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

    /** What has no place of its own to go to waits until there is room, and nothing else does. */
    @ParameterizedTest
    @CsvSource({
        "tcp, reprieve.results",
        "amqp, reprieve.results",
        "tcp, reprieve.dead-letter",
        "amqp, reprieve.dead-letter"
    })
    void results_or_dead_letter_that_are_full_hold_up_no_other_request(String protocol, String full)
            throws Exception {
        try (ArtemisBroker broker = closedBroker().start();
                Rehearsal rehearsal = rehearsal(broker, protocol);
                Team team = Team.at(broker.url());
                Team greedy = Team.at(broker.url())) {
            int filled = fill(greedy, broker, full);
            List<String> ids = Ids.plain(11);
            boolean isDead = full.equals(Team.DEAD);
            team.send(isDead ? "<html>no list</html>" : ids.get(0));
            for (String id : ids.subList(1, ids.size())) {
                team.send(request(team, id, "team.replies"));
            }

            assertThat(team.receiveAll("team.replies", 10)).hasSize(10);
            try (Team reader = Team.at(broker.url())) {
                assertThat(reader.receiveAll(full, filled + 1)).hasSizeGreaterThan(filled);
            }
            rehearsal.checkReleasedOnce(ids.subList(isDead ? 1 : 0, ids.size()));
            await().until(() -> broker.waiting(Team.REQUESTS) == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, wrong, requests, 'refuses the user or password|reprieve.jms.password'",
        "amqp, wrong, requests, 'refuses the user or password|reprieve.jms.password'",
        "tcp, right, nothing, 'a consumer of reprieve.requests|reprieve.jms.user may receive'",
        "amqp, right, nothing, 'a consumer of reprieve.requests|reprieve.jms.user may receive'",
        "amqp, right, requests, 'a sender to|reprieve.results|reprieve.output.jms.results'",
    })
    void check_says_what_the_account_may_not(
            String protocol, String password, String allowed, String words) throws Exception {
        try (ArtemisBroker broker =
                        closedBroker()
                                .guardedBy(new Guard("right", "reprieve." + allowed))
                                .start();
                Rehearsal settings =
                        rehearsal(
                                broker,
                                protocol,
                                "reprieve.jms.user",
                                "desk",
                                "reprieve.jms.password",
                                password)) {
            JmsCheck.Finding finding =
                    JmsCheck.look(JmsSettings.read(settings.settings().values()).orElseThrow());

            assertThat(finding.isGood()).isFalse();
            assertThat(finding.words()).contains(words.split("\\|"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "amqp"})
    void check_says_that_requests_are_a_topic(String protocol) throws Exception {
        try (ArtemisBroker broker =
                        closedBroker(Team.RESULTS, Team.DEAD)
                                .with(
                                        configuration ->
                                                configuration.addAddressConfiguration(
                                                        new CoreAddressConfiguration()
                                                                .setName(Team.REQUESTS)
                                                                .addRoutingType(
                                                                        RoutingType.MULTICAST)))
                                .start();
                Rehearsal settings = rehearsal(broker, protocol)) {
            JmsCheck.Finding finding =
                    JmsCheck.look(JmsSettings.read(settings.settings().values()).orElseThrow());

            assertThat(finding.isGood()).isFalse();
            assertThat(finding.words())
                    .contains("a consumer of reprieve.requests", "in Artemis: ANYCAST");
        }
    }

    /** Lets in who knows a password, and lets him receive from one address alone. */
    private record Guard(String password, String address) implements ActiveMQSecurityManager2 {
        @Override
        public boolean validateUser(String user, String given) {
            return password.equals(given);
        }

        @Override
        public boolean validateUser(String user, String given, X509Certificate[] certificates) {
            return validateUser(user, given);
        }

        @Override
        public boolean validateUserAndRole(
                String user, String given, Set<Role> roles, CheckType type) {
            return false;
        }

        @Override
        public boolean validateUserAndRole(
                String user,
                String given,
                Set<Role> roles,
                CheckType type,
                String asked,
                RemotingConnection connection) {
            return validateUser(user, given)
                    && type == CheckType.CONSUME
                    && asked.startsWith(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "amqp"})
    void check_opens_what_the_service_opens_and_names_what_is_missing(String protocol)
            throws Exception {
        try (ArtemisBroker broker = closedBroker(Team.REQUESTS, Team.RESULTS).start();
                Rehearsal settings = rehearsal(broker, protocol)) {
            JmsSettings jms = JmsSettings.read(settings.settings().values()).orElseThrow();

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
                            for (String bounded : List.of(FULL, Team.RESULTS, Team.DEAD)) {
                                configuration.addAddressSetting(
                                        bounded,
                                        new AddressSettings()
                                                .setAutoCreateQueues(false)
                                                .setAutoCreateAddresses(false)
                                                .setMaxSizeBytes(MAX_BYTES)
                                                .setAddressFullMessagePolicy(
                                                        AddressFullMessagePolicy.BLOCK));
                            }
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

    private Rehearsal rehearsal(ArtemisBroker broker, String protocol, String... settings)
            throws Exception {
        String url = protocol.equals("amqp") ? broker.amqpUrl() : broker.url();
        return Rehearsal.prepare(folder.resolve("data"), Rehearsal.cloudflareWithoutLimit())
                .with("reprieve.jms.url", url)
                .with(settings)
                .start();
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
    private static int fill(Team team, ArtemisBroker broker, String queue) throws Exception {
        Thread sender =
                new Thread(
                        () -> {
                            try (var producer =
                                    team.session()
                                            .createProducer(team.session().createQueue(queue))) {
                                while (broker.size(queue) < MAX_BYTES) {
                                    producer.send(
                                            team.session().createTextMessage("x".repeat(20_000)));
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        sender.setDaemon(true);
        sender.start();
        await().until(() -> broker.size(queue) >= MAX_BYTES);
        return (int) broker.waiting(queue);
    }
}
