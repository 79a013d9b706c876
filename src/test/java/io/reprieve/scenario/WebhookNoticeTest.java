package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprieve.FreePort;
import io.reprieve.domain.Outcome;
import io.reprieve.importing.SourceHealth;
import io.reprieve.practice.SpecialId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trouble is told to a webhook, at least once, and costs no release a moment. */
class WebhookNoticeTest {
    private static final String DEAD = "id\n" + SpecialId.UNDELIVERED.id() + "\n";
    private static final String TARGET = "/hooks/T0/secret-token?sig=a%2Fb%3D&sv=1.0";

    @TempDir Path data;
    @TempDir Path secrets;
    private final LeapingClock clock = new LeapingClock();
    private Receiver receiver;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        receiver = Receiver.start();
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .with("reprieve.notify.webhook.url", url(receiver.port()))
                        .at(clock);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
        receiver.close();
    }

    static Stream<Arguments> forms() {
        String card = "/attachments/0/content";
        return Stream.of(
                Arguments.of("slack", Map.of("/text", "need a person\n1 UNDELIVERED")),
                Arguments.of(
                        "teams",
                        Map.of(
                                card + "/body/0/text", "need a person",
                                card + "/body/1/text", "1 UNDELIVERED",
                                card + "/type", "AdaptiveCard")),
                Arguments.of("json", Map.of("/title", "need a person")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void each_tool_gets_the_form_that_it_reads(String form, Map<String, String> words)
            throws Exception {
        rehearsal.with("reprieve.notify.webhook.template", form).start();
        rehearsal.release("list.csv", DEAD);

        await().until(() -> !receiver.posts().isEmpty());

        JsonNode post = receiver.posts().get(0).json();
        words.forEach((place, word) -> assertThat(post.at(place).asText()).contains(word));
    }

    @Test
    void a_name_from_outside_mentions_nobody_in_a_chat() throws Exception {
        rehearsal.with("reprieve.notify.webhook.template", "slack", "reprieve.guard.max-ids", "1");
        rehearsal.start();
        rehearsal.folder().drop("<!channel>&.csv", Ids.plain(2));

        await().until(() -> !receiver.posts().isEmpty());

        assertThat(receiver.posts().get(0).json().path("text").asText())
                .contains("waits for approval")
                .contains("&lt;!channel&gt;&amp;.csv");
    }

    @Test
    void a_held_job_is_told_once_and_not_again_after_a_restart() throws Exception {
        rehearsal.with("reprieve.guard.max-ids", "1").start();
        rehearsal.folder().drop("list.csv", Ids.plain(2));
        assertThat(awaitPost("job-held").json().path("text").asText())
                .contains("2 rows")
                .contains("bin/reprieve approve");
        awaitNothingWaits();

        rehearsal.stop();
        rehearsal.start();
        rehearsal.release("dead.csv", DEAD);

        awaitPost("dead-letters");
        assertThat(receiver.posts()).hasSize(2);
    }

    @Test
    void an_account_that_is_held_and_works_again_is_told_once_each() throws Exception {
        Path token = Files.writeString(secrets.resolve("token"), "wrong-token");
        rehearsal.with("reprieve.cloudflare.api-token", "file:" + token).start();
        rehearsal.folder().drop("list.csv", Ids.plain(20));
        assertThat(awaitPost("account-held").json().path("account").asText()).isEqualTo("default");

        Files.writeString(token, rehearsal.cloudflare().token());
        clock.leap(Duration.ofSeconds(61));

        awaitPost("account-works");
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        assertThat(receiver.posts()).hasSize(2);
    }

    @Test
    void a_hold_that_a_crash_kept_from_being_told_is_told_after_it() throws Exception {
        rehearsal.without("reprieve.notify.webhook.url");
        rehearsal.with("reprieve.cloudflare.api-token", "wrong-token").start();
        rehearsal.folder().drop("list.csv", Ids.plain(20));
        await().until(() -> rehearsal.reprieve().gate().state("default").hold() != null);
        rehearsal.stop();

        rehearsal.with("reprieve.notify.webhook.url", url(receiver.port())).start();

        awaitPost("account-held");
    }

    @Test
    void a_door_that_flaps_is_told_once_an_hour() throws Exception {
        rehearsal.start();
        SourceHealth health =
                rehearsal.reprieve().context().getRegistry().findSingleByType(SourceHealth.class);
        health.failed("sftp:partner", "no route to alice@host with cfut_abc");
        assertThat(awaitPost("door-failed").json().toString())
                .contains("sftp:partner")
                .doesNotContain("alice@", "cfut_abc");
        health.works("sftp:partner");
        awaitPost("door-works");
        for (int flap = 0; flap < 3; flap++) {
            health.failed("sftp:partner", "again");
            awaitLooks();
            health.works("sftp:partner");
            awaitLooks();
        }
        health.failed("sftp:partner", "for good");
        awaitLooks();
        assertThat(receiver.posts()).hasSize(2);

        clock.leap(Duration.ofHours(1));

        await().until(() -> receiver.posts("door-failed").size() == 2);
        assertThat(receiver.posts("door-failed").get(1).json().toString()).contains("for good");
    }

    @Test
    void a_list_that_the_door_cannot_move_away_makes_the_door_fail_until_it_can() throws Exception {
        rehearsal.start();
        Path done = data.resolve("done");
        Files.delete(done);
        Files.writeString(done, "in the way");
        rehearsal.folder().drop("list.csv", Ids.plain(2));

        assertThat(awaitPost("door-failed").json().path("door").asText()).isEqualTo("files");

        Files.delete(done);
        Files.createDirectory(done);
        rehearsal.release("next.csv", Ids.plain(10, 2));
        awaitPost("door-works");
    }

    @Test
    void a_certificate_counts_only_where_its_authority_is_trusted() throws Exception {
        TestCertificate certificate = TestCertificate.make(secrets, "127.0.0.1");
        try (Receiver safe = Receiver.start(certificate.context())) {
            String url = "https://127.0.0.1:" + safe.port() + TARGET;
            rehearsal.with("reprieve.notify.webhook.url", url).start();
            rehearsal.release("list.csv", DEAD);
            await().until(() -> attempts() > 1);
            assertThat(safe.posts()).isEmpty();
            rehearsal.stop();

            rehearsal.with("reprieve.notify.trust", certificate.pem().toString()).start();

            await().until(() -> safe.posts("dead-letters").size() == 1);
            assertThat(safe.posts().get(0).target()).isEqualTo(TARGET);
        }
    }

    @Test
    void a_receiver_with_the_certificate_of_another_host_gets_nothing() throws Exception {
        TestCertificate certificate = TestCertificate.make(secrets, "elsewhere.example");
        try (Receiver other = Receiver.start(certificate.context())) {
            String url = "https://127.0.0.1:" + other.port() + TARGET;
            rehearsal.with("reprieve.notify.webhook.url", url);
            rehearsal.with("reprieve.notify.trust", certificate.pem().toString()).start();
            rehearsal.release("list.csv", DEAD);

            await().until(() -> attempts() > 1);

            assertThat(other.posts()).isEmpty();
        }
    }

    @Test
    void an_address_that_is_rotated_in_its_file_is_taken_up() throws Exception {
        Path file = Files.writeString(secrets.resolve("url"), url(FreePort.next()));
        rehearsal.with("reprieve.notify.webhook.url", "file:" + file).start();
        rehearsal.release("list.csv", DEAD);
        await().until(() -> attempts() > 0);

        Files.writeString(file, url(receiver.port()));

        awaitPost("dead-letters");
    }

    @Test
    void what_nobody_takes_for_a_day_is_given_up() throws Exception {
        receiver.does(exchange -> Receiver.status(exchange, 500));
        rehearsal.start();
        rehearsal.release("list.csv", DEAD);
        await().until(() -> attempts() > 0);

        clock.leap(Duration.ofHours(25));

        awaitNothingWaits();
    }

    @Test
    void a_receiver_that_drips_its_headers_is_left_when_the_time_is_over() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> dripHeaders(dripping));
            drip.setDaemon(true);
            drip.start();
            rehearsal
                    .with(
                            "reprieve.notify.webhook.url",
                            url(dripping.getLocalPort()),
                            "reprieve.http.connect-timeout",
                            "1s",
                            "reprieve.http.response-timeout",
                            "1s")
                    .start();
            rehearsal.release("list.csv", DEAD);

            await().until(() -> attempts() > 0);
            assertThat(rehearsal.reprieve().ledger().deliveries().waiting(1).get(0).trouble())
                    .contains("no answer within 3 s");
        }
    }

    private static void dripHeaders(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                OutputStream out = connection.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(US_ASCII));
                while (!server.isClosed()) {
                    out.write('x');
                    out.flush();
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            } catch (IOException e) {
                // The other side has gone, as it should.
                continue;
            }
        }
    }

    private Receiver.Post awaitPost(String event) {
        await("notice " + event).until(() -> !receiver.posts(event).isEmpty());
        List<Receiver.Post> posts = receiver.posts(event);
        return posts.get(posts.size() - 1);
    }

    private void awaitNothingWaits() {
        await().until(() -> waiting() == 0);
    }

    private long waiting() {
        return rehearsal.reprieve().ledger().deliveries().waiting(100).size();
    }

    private int attempts() {
        return rehearsal.reprieve().ledger().deliveries().waiting(100).stream()
                .mapToInt(delivery -> delivery.attempts())
                .sum();
    }

    /** Lets it be looked twice how things stand, so that what is to be told was told. */
    private void awaitLooks() {
        var looked =
                new org.apache.camel.builder.NotifyBuilder(rehearsal.reprieve().context())
                        .fromRoute("notices")
                        .whenDone(2)
                        .create();
        assertThat(looked.matches(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + TARGET;
    }
}
