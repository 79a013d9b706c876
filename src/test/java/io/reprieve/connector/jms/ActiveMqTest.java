package io.reprieve.connector.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** OpenWire with a broker and a client of ActiveMQ 6, which do not come with the program. */
class ActiveMqTest {
    @TempDir private Path folder;

    /** A place for an answer that Reprieve cannot send to. */
    enum Place {
        GONE {
            @Override
            Queue of(Team team) throws Exception {
                TemporaryQueue queue = team.session().createTemporaryQueue();
                queue.delete();
                return queue;
            }
        },
        FORBIDDEN {
            @Override
            Queue of(Team team) throws Exception {
                return team.session().createQueue(ActiveMqBroker.FORBIDDEN);
            }
        };

        abstract Queue of(Team team) throws Exception;
    }

    @Test
    void requests_are_answered_each_at_its_place_and_released_once() throws Exception {
        try (ActiveMqBroker broker = ActiveMqBroker.start();
                Rehearsal rehearsal = Rehearsal.start(folder.resolve("data"), broker.settings());
                Team team = broker.team()) {
            List<String> ids = Ids.plain(500);
            Queue replies = team.session().createTemporaryQueue();
            team.sendAll(ids.subList(1, ids.size()));
            team.send(request(team, ids.get(0), replies));

            Message answer = team.receive(replies, Duration.ofSeconds(30));
            Set<String> marks = new HashSet<>();
            for (Message result : team.receiveAll(Team.RESULTS, ids.size() - 1)) {
                marks.add(result.getJMSCorrelationID());
            }

            assertThat(answer.getJMSCorrelationID()).isEqualTo(ids.get(0));
            assertThat(answer.getStringProperty("ReprieveState")).isEqualTo("COMPLETED");
            assertThat(marks).hasSize(ids.size() - 1);
            rehearsal.checkReleasedOnce(ids);
            await().until(() -> broker.waiting(Team.REQUESTS) == 0);
        }
    }

    @Test
    void a_long_list_as_bytes_is_taken_and_answered_in_parts() throws Exception {
        try (ActiveMqBroker broker = ActiveMqBroker.start();
                Rehearsal rehearsal = Rehearsal.start(folder.resolve("data"), broker.settings());
                Team team = broker.team()) {
            List<String> ids = Ids.plain(2_500);
            BytesMessage request = team.session().createBytesMessage();
            request.writeBytes(Ids.csv(ids).getBytes(UTF_8));
            team.send(request);

            assertThat(team.receiveAll(Team.RESULTS, 3)).hasSize(3);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void what_is_no_list_goes_to_the_dead_letter_and_objects_unopened() throws Exception {
        try (ActiveMqBroker broker = ActiveMqBroker.start();
                Rehearsal rehearsal = Rehearsal.start(folder.resolve("data"), broker.settings());
                Team team = broker.team()) {
            BytesMessage long1 = team.session().createBytesMessage();
            long1.writeBytes("\0nothing that is a list\0".repeat(10_000).getBytes(UTF_8));
            team.send("<html>no list</html>");
            team.send(long1);
            team.send(team.session().createObjectMessage(new HostileTest.Trap(10)));

            List<Message> dead = team.receiveAll(Team.DEAD, 3);

            assertThat(dead).hasSize(3);
            for (Message message : dead) {
                assertThat(message.getStringProperty("ReprieveOutcome")).isEqualTo("REJECTED");
                assertThat(message.getStringProperty("ReprieveReason")).isNotBlank();
            }
            assertThat(dead).filteredOn(ObjectMessage.class::isInstance).hasSize(1);
            assertThat(HostileTest.Trap.SPRUNG).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_whose_place_is_not_for_us_is_among_the_results_and_others_get_theirs(Place place)
            throws Exception {
        try (ActiveMqBroker broker = ActiveMqBroker.start();
                Rehearsal rehearsal = Rehearsal.start(folder.resolve("data"), broker.settings());
                Team team = broker.team()) {
            List<String> ids = Ids.plain(3);
            Queue replies = team.session().createQueue("team.replies");
            Queue wrong = place.of(team);
            team.send(request(team, ids.get(0), wrong));
            team.send(request(team, ids.get(1), replies));
            team.send(request(team, ids.get(2), null));

            assertThat(team.receive("team.replies").getJMSCorrelationID()).isEqualTo(ids.get(1));
            List<Message> results = team.receiveAll(Team.RESULTS, 2);

            assertThat(results).hasSize(2);
            for (Message result : results) {
                boolean isWrong = result.getJMSCorrelationID().equals(ids.get(0));
                assertThat(result.propertyExists("ReprieveReplyTrouble")).isEqualTo(isWrong);
                if (isWrong) {
                    assertThat(result.getStringProperty("ReprieveReplyTo"))
                            .isEqualTo("queue:" + wrong.getQueueName());
                }
            }
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void a_dead_letter_that_is_not_permitted_keeps_no_good_request_waiting_and_check_names_it()
            throws Exception {
        try (ActiveMqBroker broker = ActiveMqBroker.startWithoutDeadLetter();
                Rehearsal rehearsal = Rehearsal.start(folder.resolve("data"), broker.settings());
                Team team = broker.team()) {
            List<String> ids = Ids.plain(30);
            for (String id : ids) {
                team.send("<html>no list</html>");
                team.send(id);
            }

            assertThat(team.receiveAll(Team.RESULTS, ids.size())).hasSize(ids.size());
            rehearsal.checkReleasedOnce(ids);
            assertThat(broker.waiting(Team.REQUESTS)).isGreaterThanOrEqualTo(ids.size());
            JmsCheck.Finding finding =
                    JmsCheck.look(JmsSettings.read(rehearsal.settings().values()).orElseThrow());
            assertThat(finding.isGood()).isFalse();
            assertThat(finding.words())
                    .contains("a sender to " + Team.DEAD, "reprieve.output.jms.dead-letter");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s?jms.useAsyncSend=false",
                "failover:(%s)?timeout=3000",
                "failover:(%s?wireFormat.maxInactivityDuration=20000)"
            })
    void an_address_may_have_options_and_members(String form) throws Exception {
        try (ActiveMqBroker broker = ActiveMqBroker.start();
                Rehearsal settings =
                        Rehearsal.prepare(
                                folder.resolve("data"), Rehearsal.cloudflareWithoutLimit())) {
            settings.with(broker.settings()).with("reprieve.jms.url", form.formatted(broker.url()));

            JmsCheck.Finding finding =
                    JmsCheck.look(JmsSettings.read(settings.settings().values()).orElseThrow());

            assertThat(finding.isGood()).as(finding.words()).isTrue();
        }
    }

    @Test
    void a_message_stays_in_its_queue_however_often_the_service_is_started_anew() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger troubles = (Logger) LoggerFactory.getLogger("reprieve.trouble");
        log.start();
        troubles.addAppender(log);
        try (ActiveMqBroker broker = ActiveMqBroker.startWithoutDeadLetter();
                Rehearsal rehearsal = Rehearsal.start(folder.resolve("data"), broker.settings());
                Team team = broker.team()) {
            team.send("<html>no list</html>");

            for (int starts = 1; starts <= 8; starts++) {
                await().until(() -> log.list.toString().contains("is no list and cannot be moved"));
                rehearsal.stop();
                log.list.clear();
                rehearsal.start();
            }

            assertThat(broker.waiting(Team.REQUESTS)).isOne();
        } finally {
            troubles.detachAppender(log);
        }
    }

    private static TextMessage request(Team team, String id, Queue place) throws Exception {
        TextMessage request = team.session().createTextMessage(id);
        request.setJMSCorrelationID(id);
        request.setJMSReplyTo(place);
        return request;
    }
}
