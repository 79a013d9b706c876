package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reprieve.FreePort;
import io.reprieve.TestClock;
import io.reprieve.domain.Answer;
import io.reprieve.domain.BodyForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client as configured, over a real socket. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpClientRulesTest {
    private static final byte[] TAKEN = Answers.body("ok").getBytes(StandardCharsets.UTF_8);
    private CloseableHttpClient client = client(Duration.ofSeconds(60));
    private final AnswerReader reader = new AnswerReader(new TestClock(), Duration.ofSeconds(60));

    @AfterEach
    void end() throws IOException {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void no_call_is_repeated_by_the_client(int status) throws IOException {
        try (RawServer server = new RawServer(answer(status, "Retry-After: 0", "{}"))) {
            assertThat(post(server, body()).facts().httpStatus()).isEqualTo(status);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_call_whose_connection_ends_without_an_answer_is_not_repeated() throws IOException {
        try (RawServer server = new RawServer("HTTP/1.1 ".getBytes(StandardCharsets.UTF_8))) {
            CallBody body = body();
            Thread closer = new Thread(() -> closeOnceCalled(server));
            closer.start();

            assertThatThrownBy(() -> post(server, body)).isInstanceOf(IOException.class);

            assertThat(body.isBegun()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void no_redirect_is_followed(int status) throws IOException {
        try (RawServer other = new RawServer(answer(200, "X: y", "{}"));
                RawServer server =
                        new RawServer(answer(status, "Location: " + other.address() + "/x", ""))) {
            assertThat(post(server, body())).isInstanceOf(Answer.AccessRefused.class);
            assertThat(other.requests()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void no_cookie_is_kept() throws IOException {
        try (RawServer server = new RawServer(answer(200, "Set-Cookie: a=b", "{}"))) {
            post(server, body());
            post(server, body());

            assertThat(server.requests()).hasSize(2).noneMatch(head -> head.contains("Cookie"));
        }
    }

    @Test
    void the_client_says_who_it_is_and_what_it_sends() throws IOException {
        try (RawServer server = new RawServer(answer(200, "X: y", "{}"))) {
            post(server, body());

            assertThat(server.requests().get(0))
                    .contains("User-Agent: Reprieve/test")
                    .contains("Content-Type: application/json")
                    .endsWith("\r\n\r\n[\"A-1\"]");
        }
    }

    @Test
    void a_connection_whose_answer_was_read_is_used_again() throws IOException {
        try (RawServer server = new RawServer(answer(200, "X: y", Answers.body("ok")))) {
            for (int call = 0; call < 3; call++) {
                assertThat(post(server, body())).isInstanceOf(Answer.Taken.class);
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Each would else be in doubt, and cost a look-up for each of its messages. */
    @Test
    void a_server_that_closes_each_kept_connection_loses_no_call() throws IOException {
        try (RawServer server = new RawServer(answer(200, "X: y", Answers.body("ok"))).closing()) {
            for (int call = 1; call <= 20; call++) {
                assertThat(post(server, body())).isInstanceOf(Answer.Taken.class);
                assertThat(server.connections()).isEqualTo(call);
                await().until(server::hasClosedAll);
            }
        }
    }

    @Test
    void a_compressed_answer_is_read_and_its_connection_used_again() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TAKEN);
        }
        byte[] packed = answer(200, "Content-Encoding: gzip", bytes.toByteArray());
        try (RawServer server = new RawServer(packed)) {
            assertThat(post(server, body())).isInstanceOf(Answer.Taken.class);
            assertThat(post(server, body())).isInstanceOf(Answer.Taken.class);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests().get(0)).contains("Accept-Encoding:").contains("gzip");
        }
    }

    @ParameterizedTest(name = "cut {0} bytes before the end")
    @CsvSource({"1", "8", "9", "20"})
    void a_compressed_answer_that_is_damaged_is_never_taken(int missing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TAKEN);
        }
        byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - missing);
        try (RawServer server = new RawServer(answer(200, "Content-Encoding: gzip", cut))) {
            assertThat(post(server, body())).isInstanceOf(Answer.Unknown.class);
        }
    }

    /** More than a socket's buffers hold: reading the rest first would wait for its end. */
    @Test
    void an_answer_that_is_left_unread_ends_its_connection() throws IOException {
        byte[] head =
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<html>"
                        .getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer(head)) {
            for (int call = 1; call <= 2; call++) {
                assertThat(post(server, body())).isInstanceOf(Answer.Unknown.class);
                assertThat(server.connections()).isEqualTo(call);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "endless-answers.csv", numLinesToSkip = 1, delimiter = '|')
    void an_answer_without_an_end_in_any_part_ends_the_call(
            String part, String beginning, String endless) throws IOException {
        client = client(Duration.ofSeconds(1));
        byte[] first = unescaped(beginning == null ? "" : beginning);
        try (RawServer server = new RawServer(first, unescaped(endless))) {
            Answer answer;
            try {
                answer = post(server, body());
            } catch (IOException e) {
                answer = reader.read(e, true);
            }

            assertThat(answer).isInstanceOf(Answer.Unknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void words_in_between_without_an_end_are_told_as_no_answer_in_time() throws IOException {
        client = client(Duration.ofSeconds(1));
        byte[] onTheWay = unescaped("HTTP/1.1 100 Continue\\r\\n\\r\\n");
        try (RawServer server = new RawServer(onTheWay, onTheWay)) {
            assertThatThrownBy(() -> post(server, body()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static byte[] unescaped(String text) {
        return text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void nothing_was_sent_where_nobody_listens() throws IOException {
        int port = FreePort.next();
        CallBody body = body();
        HttpPost call = new HttpPost("http://localhost:" + port + "/");
        call.setEntity(body);

        assertThatThrownBy(() -> client.executeOpen(null, call, null))
                .satisfies(
                        failure ->
                                assertThat(reader.read(failure, body.isBegun()))
                                        .isInstanceOf(Answer.NotStarted.class));
        assertThat(body.isBegun()).isFalse();
    }

    private Answer post(RawServer server, CallBody body) throws IOException {
        HttpPost call = new HttpPost(server.address() + "/release");
        call.setEntity(body);
        try (var response = client.executeOpen(null, call, null)) {
            Map<String, String> headers = new HashMap<>();
            for (var header : response.getHeaders()) {
                headers.put(header.getName(), header.getValue());
            }
            InputStream content =
                    response.getEntity() == null
                            ? InputStream.nullInputStream()
                            : response.getEntity().getContent();
            return reader.read(new Reply(response.getCode(), headers, content));
        }
    }

    private static CallBody body() {
        return new CallBody(ReleaseBody.of(List.of("A-1"), BodyForm.ARRAY));
    }

    private static CloseableHttpClient client(Duration most) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        HttpClientRules.lookBeforeUse(pool, Duration.ofSeconds(5));
        HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool);
        new HttpClientRules("Reprieve/test", most, null).configureHttpClient(builder);
        return builder.build();
    }

    private static void closeOnceCalled(RawServer server) {
        try {
            while (server.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] answer(int status, String header, String body) {
        return answer(status, header, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] answer(int status, String header, byte[] body) {
        String head =
                "HTTP/1.1 " + status + " X\r\n" + header + "\r\nContent-Length: " + body.length;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
