package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.errorCode;
import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server = PracticeServer.start(PracticeOptions.builder().messages(0).build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status:503               | 503 | application/json | 7400  | 0",
                "status:403,code=9109     | 403 | application/json | 9109  | 0",
                "status:429,retry-after=7 | 429 | application/json | 971   | 0",
                "status-after:500         | 500 | application/json | 7400  | 1",
                "unsuccessful,code=10001  | 200 | application/json | 10001 | 0",
                "html:502                 | 502 | text/html        |       | 0",
                "html-after:524           | 524 | text/html        |       | 1",
                "challenge                | 200 | text/html        |       | 0",
                "challenge-after          | 200 | text/html        |       | 1"
            })
    void an_answer_takes_the_place_of_the_right_one(
            String fault, int status, String type, Integer code, int released) throws Exception {
        server.fault(Fault.parse(fault));

        HttpResponse<String> answer = client.release("4a");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("CF-Ray")).isPresent();
        assertThat(answer.headers().firstValue("Retry-After").isPresent())
                .isEqualTo(fault.contains("retry-after"));
        if (code == null) {
            assertThat(answer.body()).contains("<html");
        } else {
            assertThat(errorCode(answer)).isEqualTo(code);
            assertThat(tree(answer).path("success").asBoolean(true)).isFalse();
        }
        assertThat(server.timesReleased("4a")).isEqualTo(released);
        assertEndedAfterOne();
    }

    @ParameterizedTest
    @CsvSource({
        "reset, true, 0",
        "reset-after, true, 1",
        "close, false, 0",
        "lost, false, 1",
        "hang:50ms, false, 0",
        "hang-after:50ms, false, 1"
    })
    void a_call_can_stay_without_an_answer(String fault, boolean reset, int released)
            throws Exception {
        server.fault(Fault.parse(fault));

        try (RawClient raw = new RawClient(server)) {
            raw.release("4a");
            if (reset) {
                assertThatThrownBy(raw::readAll)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("reset");
            } else {
                assertThat(raw.readAll()).isEmpty();
            }
        }

        assertThat(server.timesReleased("4a")).isEqualTo(released);
        assertThat(server.releaseCalls().get(0).status()).isZero();
        assertThat(server.releaseCalls().get(0).processed()).isEqualTo(released == 1);
        assertEndedAfterOne();
    }

    @Test
    void a_hanging_call_ends_when_the_client_gives_up() throws Exception {
        server.fault(Fault.of(FaultKind.HANG, "24h"));

        assertThatThrownBy(
                        () ->
                                client.send(
                                        client.releaseRequest("4a").timeout(Duration.ofMillis(50))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(server.timesReleased("4a")).isZero();
    }

    @Test
    void a_cut_answer_announces_more_than_it_holds() throws Exception {
        server.fault(Fault.of(FaultKind.CUT));

        try (RawClient raw = new RawClient(server)) {
            raw.release("4a", "4b");
            String[] parts = raw.readAll().split("\r\n\r\n", 2);
            assertThat(parts[0]).startsWith("HTTP/1.1 200");
            assertThat(parts[1]).startsWith("{\"success\":true").hasSizeGreaterThan(20);
            assertThat(contentLength(parts[0])).isGreaterThan(parts[1].length());
        }
        assertThat(server.timesReleased("4b")).isOne();
        assertEndedAfterOne();
    }

    private static int contentLength(String head) {
        return Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
    }

    @Test
    void broken_json_is_whole_but_cannot_be_read() throws Exception {
        server.fault(Fault.of(FaultKind.BROKEN_JSON));

        HttpResponse<String> answer = client.release("4a");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> PracticeClient.JSON.readTree(answer.body()))
                .isInstanceOf(JsonProcessingException.class);
        assertThat(server.timesReleased("4a")).isOne();
        assertEndedAfterOne();
    }

    @Test
    void wrong_json_can_be_read_but_is_no_envelope() throws Exception {
        server.fault(Fault.of(FaultKind.WRONG_JSON));

        assertThat(tree(client.release("4a")).has("success")).isFalse();
        assertThat(server.timesReleased("4a")).isOne();
        assertEndedAfterOne();
    }

    @Test
    void an_oversized_answer_is_right_behind_its_padding() throws Exception {
        server.fault(Fault.of(FaultKind.OVERSIZED, "5"));

        HttpResponse<String> answer = client.release("4a");

        assertThat(answer.body().length()).isBetween(5 << 20, 6 << 20);
        assertThat(tree(answer).path("result")).hasSize(1);
        assertEndedAfterOne();
    }

    @Test
    void a_gzipped_answer_holds_the_right_one() throws Exception {
        server.fault(Fault.of(FaultKind.GZIP));

        HttpResponse<byte[]> answer = client.sendForBytes(client.releaseRequest("4a"));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"success\":true");
        }
        assertEndedAfterOne();
    }

    @ParameterizedTest
    @CsvSource({"drip:200ms", "delay:200ms", "delay-after:200ms"})
    void a_slow_answer_is_right_but_takes_its_time(String fault) throws Exception {
        server.fault(Fault.parse(fault));
        long start = System.nanoTime();

        HttpResponse<String> answer = client.release("4a");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(150));
        assertThat(tree(answer).path("result")).hasSize(1);
        assertThat(server.timesReleased("4a")).isOne();
        assertEndedAfterOne();
    }

    @Test
    void a_delay_is_before_the_work_and_a_delay_after_it_behind() throws Exception {
        server.fault(Fault.of(FaultKind.DELAY, "24h"));
        server.fault(Fault.of(FaultKind.DELAY_AFTER, "24h"));
        for (String id : new String[] {"4before", "4after"}) {
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            client.releaseRequest(id)
                                                    .timeout(Duration.ofMillis(100))))
                    .isInstanceOf(HttpTimeoutException.class);
        }

        assertThat(server.timesReleased("4before")).isZero();
        assertThat(server.timesReleased("4after")).isOne();
    }

    @Test
    void a_redirect_leads_to_another_name_and_is_recorded_there() throws Exception {
        server.fault(Fault.of(FaultKind.REDIRECT));
        server.fault(Fault.of(FaultKind.REDIRECT, "https://elsewhere.example/x"));

        HttpResponse<String> answer = client.release("4a");

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location"))
                .contains("http://localhost:" + server.port() + "/practice/elsewhere");
        assertThat(client.release("4a").headers().firstValue("Location"))
                .contains("https://elsewhere.example/x");
        assertThat(server.timesReleased("4a")).isZero();
        client.control("POST", "/elsewhere", "[\"4a\"]");
        assertThat(server.calls().get(2).operation()).isEqualTo("redirected");
        assertThat(server.timesReleased("4a")).isZero();
    }

    @Test
    void refusing_connections_ends_by_itself_on_the_same_port() throws Exception {
        int port = server.port();
        server.fault(Fault.of(FaultKind.REFUSE, "300ms"));

        assertThatThrownBy(() -> client.release("4a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.release("4a")).isInstanceOf(IOException.class);

        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> client.release("4a").statusCode() == 200);
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.timesReleased("4a")).isOne();
    }

    @Test
    void faults_happen_in_their_order_and_as_often_as_asked_for() throws Exception {
        server.fault(Fault.parse("status:503x2"));
        server.fault(Fault.parse("status:500"));

        assertThat(statuses(4)).containsExactly(503, 503, 500, 200);
    }

    @Test
    void a_fault_for_release_calls_leaves_others_alone_unless_told_so() throws Exception {
        server.fault(Fault.parse("status:503x*"));
        assertThat(client.message("4a").statusCode()).isEqualTo(200);
        server.clearFaults();
        server.fault(Fault.parse("status:503x*+all"));
        assertThat(client.message("4a").statusCode()).isEqualTo(503);
        assertThat(client.get("/user/tokens/verify").statusCode()).isEqualTo(503);
        assertThat(statuses(2)).containsExactly(503, 503);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Timeout(60)
    void counts_are_those_of_the_processed_calls_whatever_goes_wrong(long seed) throws Exception {
        FaultMixture mixture = FaultMixture.ofEverything(0.7, seed);
        try (PracticeServer wild =
                PracticeServer.start(PracticeOptions.builder().mixture(mixture).build())) {
            PracticeClient caller = new PracticeClient(wild);
            int lost = 0;
            for (int call = 0; wild.releaseCallCount() < 60; call++) {
                try {
                    caller.release("4x" + call % 50, "4y" + call);
                } catch (IOException noAnswer) {
                    lost++;
                }
            }
            List<RecordedCall> processed =
                    wild.releaseCalls().stream().filter(RecordedCall::processed).toList();

            assertThat(lost).isPositive();
            assertThat(processed).hasSizeBetween(20, 59);
            // Some of them are processed only after their client was answered.
            await().untilAsserted(
                            () -> {
                                for (int id = 0; id < 50; id++) {
                                    String one = "4x" + id;
                                    assertThat(wild.timesReleased(one))
                                            .isEqualTo(
                                                    (int)
                                                            processed.stream()
                                                                    .filter(
                                                                            c ->
                                                                                    c.ids()
                                                                                            .contains(
                                                                                                    one))
                                                                    .count());
                                }
                            });
        }
    }

    @Test
    void the_usual_delay_slows_every_call() throws Exception {
        try (PracticeServer slow =
                PracticeServer.start(
                        PracticeOptions.builder().delay(Duration.ofMillis(60)).build())) {
            long start = System.nanoTime();
            new PracticeClient(slow).message("4a");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
    }

    private int[] statuses(int calls) throws Exception {
        int[] statuses = new int[calls];
        for (int i = 0; i < calls; i++) {
            statuses[i] = client.release("4x" + i).statusCode();
        }
        return statuses;
    }

    private void assertEndedAfterOne() throws Exception {
        assertThat(server.releaseCalls().get(0).fault()).isNotEmpty();
        assertThat(client.release("4next").statusCode()).isEqualTo(200);
        assertThat(server.timesReleased("4next")).isOne();
    }
}
