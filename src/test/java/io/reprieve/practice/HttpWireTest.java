package io.reprieve.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.FreePort;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpWireTest {

    private PracticeServer server;

    @BeforeEach
    void start() throws Exception {
        server =
                PracticeServer.start(
                        PracticeOptions.builder().port(FreePort.next()).messages(0).build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_body_in_chunks_is_put_together() throws Exception {
        try (RawClient raw = new RawClient(server)) {
            raw.send(raw.head() + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            raw.send("3\r\n[\"4\r\n3;x=y\r\na\"]\r\n0\r\nTrailer: x\r\n\r\n");

            assertThat(raw.readAll()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(server.timesReleased("4a")).isOne();
    }

    @Test
    void a_client_that_waits_for_leave_to_send_its_body_gets_it() throws Exception {
        String leave = "HTTP/1.1 100 Continue\r\n\r\n";
        try (RawClient raw = new RawClient(server)) {
            raw.send(
                    raw.head()
                            + "Expect: 100-continue\r\nContent-Length: 6\r\nConnection: close\r\n\r\n");
            assertThat(raw.read(leave.length())).isEqualTo(leave);
            raw.send("[\"4a\"]");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_connection_serves_many_calls_also_when_they_are_sent_ahead() throws Exception {
        try (RawClient raw = new RawClient(server)) {
            raw.release("4a");
            raw.release("4b");
            raw.send(raw.head() + "Connection: close\r\nContent-Length: 6\r\n\r\n[\"4c\"]");

            assertThat(raw.readAll().split("HTTP/1.1 200 ", -1)).hasSize(4);
        }
        assertThat(server.messagesReleased()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'nonsense\r\n\r\n', 400",
        "'GET / SPDY/9\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\n: x\r\n\r\n', 400",
        "'POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n', 400",
        "'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400",
        "'POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n', 413"
    })
    void what_is_no_request_is_answered_and_ends_the_connection(String bytes, int status)
            throws Exception {
        try (RawClient raw = new RawClient(server)) {
            raw.send(bytes);

            assertThat(raw.readAll()).startsWith("HTTP/1.1 " + status + " ");
        }
        assertThat(server.callCount()).isZero();
    }

    @Test
    void a_request_that_breaks_off_is_no_call() throws Exception {
        try (RawClient raw = new RawClient(server)) {
            raw.send(raw.head() + "Content-Length: 100\r\n\r\n[\"4a\"");
        }
        new PracticeClient(server).release("4b");

        assertThat(server.callCount()).isOne();
        assertThat(server.timesReleased("4a")).isZero();
    }

    @Test
    void suspended_it_refuses_connections_and_resumed_it_takes_them_on_the_same_port()
            throws Exception {
        PracticeClient client = new PracticeClient(server);
        client.release("4a");
        server.suspend();
        assertThatThrownBy(() -> client.release("4b")).isInstanceOf(IOException.class);
        server.resume();

        assertThat(client.release("4b").statusCode()).isEqualTo(200);
    }

    @Test
    void closed_it_still_tells_what_it_counted() throws Exception {
        new PracticeClient(server).release("4a");
        server.close();
        server.close();

        assertThat(server.timesReleased("4a")).isOne();
        assertThatThrownBy(() -> new PracticeClient(server).release("4b"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_taken_port_is_reported() throws Exception {
        assertThatThrownBy(
                        () ->
                                PracticeServer.start(
                                        PracticeOptions.builder().port(server.port()).build()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void it_listens_on_this_machine_only_unless_told_otherwise() {
        assertThat(server.baseUrl()).isEqualTo("http://127.0.0.1:" + server.port() + "/client/v4");
        assertThat(PracticeOptions.defaults().bind().isLoopbackAddress()).isTrue();
    }
}
