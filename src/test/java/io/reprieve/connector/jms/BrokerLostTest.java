package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.Job;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is away, or Reprieve is: nothing is lost, nothing is released twice. */
class BrokerLostTest {

    @TempDir Path folder;
    private ArtemisBroker broker;

    @BeforeEach
    void prepare() throws Exception {
        broker = ArtemisBroker.prepare(folder.resolve("broker"));
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void a_broker_that_is_away_at_the_start_keeps_nothing_else_from_working() throws Exception {
        List<String> ids = Ids.plain(3);
        try (Rehearsal rehearsal = start()) {
            rehearsal.release("list.csv", ids.subList(0, 2));

            broker.start();
            try (Team team = Team.at(broker.url())) {
                team.send(ids.get(2));
                assertThat(marks(team, 1)).hasSize(1);
            }
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void a_door_without_a_broker_is_known_as_failing_until_it_is_back() throws Exception {
        try (Rehearsal rehearsal = start()) {
            SourceHealth health =
                    rehearsal
                            .reprieve()
                            .context()
                            .getRegistry()
                            .lookupByNameAndType("sourceHealth", SourceHealth.class);
            await().until(() -> trouble(health).contains("cannot be reached"));
            assertThat(trouble(health)).contains(broker.url()).contains("reprieve.jms.url");

            broker.start();
            await("no message has to come").until(() -> works(health));

            broker.stop();
            await().until(() -> !trouble(health).isEmpty());

            broker.start();
            await().until(() -> works(health));
        }
    }

    private static boolean works(SourceHealth health) {
        return health.all().containsKey("jms") && trouble(health).isEmpty();
    }

    private static String trouble(SourceHealth health) {
        SourceHealth.Standing standing = health.all().get("jms");
        return standing == null || standing.trouble() == null ? "" : standing.trouble();
    }

    @Test
    void answers_wait_for_a_broker_that_went_away_and_go_at_once_when_it_is_back()
            throws Exception {
        broker.start();
        List<String> ids = Ids.plain(40);
        // Slow enough for the broker to be gone before the first answer, on a busy machine too.
        Duration slow = Duration.ofSeconds(4);
        try (Rehearsal rehearsal =
                Rehearsal.prepare(
                                folder.resolve("data"),
                                Rehearsal.cloudflareWithoutLimit().delay(slow))
                        .with("reprieve.jms.url", broker.url())
                        .with("reprieve.http.response-timeout", "30s")
                        .start()) {
            try (Team team = Team.at(broker.url())) {
                team.sendAll(ids);
                await().until(
                                () ->
                                        broker.waiting(Team.REQUESTS) == 0
                                                && accepted(rehearsal) == 40);
            }
            broker.stop();
            await().until(
                            () ->
                                    rehearsal.reprieve().ledger().deliveries().waiting(9).stream()
                                            .anyMatch(BrokerLostTest::hasFailed));
            broker.start();

            try (Team team = Team.at(broker.url())) {
                Set<String> marks = marks(team, ids.size());
                assertThat(marks).hasSameSizeAs(ids);
            }
            await().until(() -> broker.waiting(Team.REQUESTS) == 0);
            rehearsal.checkReleasedOnce(ids);
        }
    }

    private static long accepted(Rehearsal rehearsal) {
        return rehearsal.reprieve().ledger().jobs().running().stream().mapToLong(Job::rows).sum();
    }

    private static boolean hasFailed(Delivery delivery) {
        return delivery.attempts() > 0 && delivery.trouble().contains("broker");
    }

    @Test
    void a_broker_that_comes_and_goes_while_messages_stream_in_loses_none_of_them()
            throws Exception {
        broker.start();
        List<String> ids = Ids.plain(3_000);
        try (Rehearsal rehearsal = start()) {
            try (Team team = Team.at(broker.url())) {
                team.sendAll(ids);
            }
            for (int time = 1; time <= 3; time++) {
                int least = time * 300;
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> rehearsal.cloudflare().messagesReleased() >= least);
                broker.stop();
                broker.start();
            }
            try (Team team = Team.at(broker.url())) {
                assertThat(marks(team, ids.size())).hasSameSizeAs(ids);
            }
            rehearsal.checkReleasedOnce(ids);
        }
    }

    @Test
    void killed_in_the_middle_it_releases_each_message_once_and_answers_each() throws Exception {
        broker.start();
        List<String> ids = Ids.plain(4_000);
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        try (PracticeServer cloudflare =
                        PracticeServer.start(
                                Rehearsal.cloudflareWithoutLimit()
                                        .delay(Duration.ofMillis(15))
                                        .build());
                Team team = Team.at(broker.url())) {
            Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
            settings.put("reprieve.jms.url", broker.url());
            settings.put("reprieve.batch.max-size", "100");
            team.sendAll(ids);
            for (String moment : List.of("accepted ", " settled")) {
                try (Program program = Program.start(folder, settings, "run")) {
                    program.awaitOutput(moment);
                    program.kill();
                }
            }
            try (Program last = Program.start(folder, settings, "run")) {
                Set<String> marks = marks(team, ids.size());
                assertThat(marks).hasSameSizeAs(ids);
                await().until(() -> broker.waiting(Team.REQUESTS) == 0);
                assertThat(last.terminate()).isZero();
            }
            assertThat(ids).allMatch(id -> cloudflare.timesReleased(id) == 1);
            assertThat(cloudflare.messagesReleased()).isEqualTo(ids.size());
            long rows = data.reports().stream().mapToLong(report -> report.rows()).sum();
            assertThat(rows).as("no message is in two jobs").isEqualTo(ids.size());
        }
    }

    private Rehearsal start() throws Exception {
        return Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url());
    }

    /** The marks of that many requests that were answered, each told of its own id. */
    private static Set<String> marks(Team team, int count) throws Exception {
        Map<String, String> idOf = team.receiveMarks(Team.RESULTS, count);
        assertThat(new TreeSet<>(idOf.values())).hasSameSizeAs(idOf.keySet());
        return idOf.keySet();
    }
}
