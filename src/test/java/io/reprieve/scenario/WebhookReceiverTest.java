package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.SpecialId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers of every kind behind one address, one after the other, and one Reprieve. */
class WebhookReceiverTest {
    private static final String DEAD = "id\n" + SpecialId.UNDELIVERED.id() + "\n";
    private static final String TARGET = "/hooks/T0/secret-token?sig=a%2Fb%3D&sv=1.0";

    @TempDir static Path data;
    private static Rehearsal rehearsal;
    private static int port;
    private static int lists;
    private Receiver receiver;

    @BeforeAll
    static void start() throws Exception {
        try (Receiver first = Receiver.start()) {
            port = first.port();
        }
        String url = "http://127.0.0.1:" + port + TARGET;
        rehearsal = Rehearsal.start(data, "reprieve.notify.webhook.url", url);
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        receiver = Receiver.start(port);
    }

    @AfterEach
    void nothing_is_left_for_the_next() {
        receiver.does(exchange -> Receiver.status(exchange, 200));
        awaitNothingWaits();
        receiver.close();
    }

    @Test
    void a_job_that_ends_with_dead_letters_is_told_and_one_without_is_not() throws Exception {
        rehearsal.release(name(), Ids.plain(9000, 3));

        JobReport report = rehearsal.release("bob@example.org.csv", DEAD);

        Receiver.Post post = awaitPost("dead-letters");
        assertThat(post.target()).isEqualTo(TARGET);
        assertThat(post.type()).isEqualTo("application/json");
        assertThat(post.json().path("job").asText()).isEqualTo(report.job());
        assertThat(post.json().path("rows").asInt()).isOne();
        assertThat(post.json().path("dead_letters").asInt()).isOne();
        assertThat(post.json().path("outcomes").path("UNDELIVERED").asInt()).isOne();
        assertThat(post.json().path("text").asText()).contains("retry " + report.job());
        assertThat(post.json().toString()).doesNotContain("bob@", "secret-token", "practice-token");
        awaitNothingWaits();
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void a_receiver_that_is_away_at_the_start_gets_everything_later() throws Exception {
        receiver.close();
        rehearsal.release(name(), DEAD);
        await().until(() -> waiting() == 1 && attempts() > 1);

        receiver = Receiver.start(port);

        awaitPost("dead-letters");
        awaitNothingWaits();
        assertThat(receiver.posts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 404, 400, 301, 307})
    void a_notice_that_was_not_taken_is_sent_again(int status) throws Exception {
        try (Receiver elsewhere = Receiver.start()) {
            String away = "http://127.0.0.1:" + elsewhere.port() + "/";
            receiver.does(
                    exchange -> {
                        exchange.getResponseHeaders().add("Location", away);
                        Receiver.status(exchange, status);
                    });
            rehearsal.release(name(), DEAD);
            await().until(() -> receiver.posts().size() >= 2);

            receiver.does(exchange -> Receiver.status(exchange, 204));

            awaitNothingWaits();
            assertThat(elsewhere.posts()).isEmpty();
        }
    }

    @Test
    void an_answer_without_end_is_not_read() throws Exception {
        receiver.does(Receiver::endless);
        rehearsal.release(name(), DEAD);

        awaitPost("dead-letters");

        awaitNothingWaits();
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void a_receiver_that_never_answers_holds_up_no_release() throws Exception {
        receiver.does(exchange -> Thread.sleep(Duration.ofMinutes(5).toMillis()));
        rehearsal.release(name(), DEAD);
        awaitPost("dead-letters");

        for (int list = 0; list < 5; list++) {
            rehearsal.release("beside-" + list + ".csv", Ids.plain(100 * list, 100));
        }

        assertThat(waiting()).isOne();
        assertThat(rehearsal.cloudflare().messagesReleased()).isGreaterThanOrEqualTo(500);
    }

    @Test
    void a_fault_at_cloudflare_that_passes_by_itself_is_told_to_nobody() throws Exception {
        rehearsal.cloudflare().fault(Fault.parse("status:503x1"));
        rehearsal.release(name(), Ids.plain(9100, 5)).allWere(Outcome.RELEASED);
        rehearsal.release(name(), DEAD);

        awaitPost("dead-letters");

        assertThat(receiver.posts()).hasSize(1);
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

    private static String name() {
        return "list-" + lists++ + ".csv";
    }
}
