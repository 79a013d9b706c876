package io.reprieve.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reprieve.connector.search.SearchState;
import io.reprieve.connector.search.SearchStates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved searches against a server that answers as it likes. */
class HostileSearchTest {
    private static final String KEY = "reprieve.intake.search.spam.";
    private static final String ID = "4T%014d-2026-10-01T10:00:00-%08d";

    static {
        // Without it the JDK's server answers every kept-alive request 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    @TempDir Path data;
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
        server.stop(0);
    }

    @Test
    void a_cursor_that_comes_again_ends_the_run_and_nothing_is_taken() throws Exception {
        run(call -> page(message(call), "same"));

        assertThat(state().trouble()).contains("a cursor came twice");
        assertThat(proposals()).isEmpty();
        assertThat(calls).hasValue(2);
    }

    @Test
    void pages_without_end_are_ended_and_nothing_is_taken() throws Exception {
        run(call -> page(message(1), "c" + call));

        assertThat(state().trouble()).contains("pages have no end");
        assertThat(proposals()).isEmpty();
        assertThat(calls.get()).isBetween(200, 210);
    }

    @Test
    void empty_pages_that_lead_on_are_passed_over() throws Exception {
        run(call -> page(call % 10 == 1 ? message(call) : "", call == 31 ? null : "c" + call));

        assertThat(state().found()).isEqualTo(4);
        assertThat(calls).hasValue(31);
        assertThat(Files.readAllLines(proposals().get(0)).get(0))
                .isEqualTo("# search spam: 4 new messages on 31 pages, 31 calls");
    }

    @Test
    void empty_pages_without_end_are_ended_and_nothing_is_called_complete() throws Exception {
        run(call -> page(call == 1 ? message(1) : "", "c" + call));

        assertThat(state().trouble()).contains("50 in a row hold nothing");
        assertThat(proposals()).isEmpty();
        assertThat(calls).hasValue(51);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,final_disposition=NONE&detections_only=false",
        "SPAM,final_disposition=SPAM&start",
        "UNKNOWN,quarantined&detections_only=false&start"
    })
    void only_published_filters_are_asked_for_and_the_rest_is_looked_at_here(
            String disposition, String query) throws Exception {
        run(
                call -> page(message(1).replace("SPAM", disposition) + "," + message(2), null),
                KEY + "disposition",
                disposition);

        assertThat(queries).singleElement(STRING).contains(query);
        assertThat(state().found()).isEqualTo(disposition.equals("SPAM") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/client/v4/jobs/17?part=1",
                "../../../../v4/accounts/searches/17",
                "http://127.0.0.1:%d/client/v4/accounts/x"
            })
    void a_slow_search_is_looked_at_wherever_it_lies_below_the_base_address(String location)
            throws Exception {
        run(
                call ->
                        call == 1
                                ? "202 " + location.formatted(server.getAddress().getPort())
                                : page(message(1), null));

        assertThat(state().found()).isEqualTo(1);
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_page_with_a_hundred_thousand_messages_fits_into_memory_and_max_holds() throws Exception {
        String many =
                IntStream.range(0, 100_000)
                        .mapToObj(HostileSearchTest::message)
                        .collect(Collectors.joining(","));
        run(call -> page(many, null));

        assertThat(state().found()).isEqualTo(1000);
        assertThat(Files.readString(proposals().get(0))).contains("# stopped at 1000 messages");
    }

    @Test
    void a_page_larger_than_any_answer_may_be_is_no_page() throws Exception {
        String pad = "x".repeat(33 << 20);
        run(call -> "{\"success\":true,\"pad\":\"" + pad + "\",\"result\":[]}");

        assertThat(state().trouble()).isNotNull();
        assertThat(proposals()).isEmpty();
    }

    @Test
    void what_was_not_asked_for_is_left_out_whatever_the_server_returns() throws Exception {
        run(
                call ->
                        page(
                                String.join(
                                        ",",
                                        message(1),
                                        message(2).replace("SPAM", "MALICIOUS"),
                                        message(3).replace("SPAM", "malicious_bec"),
                                        message(4).replace("SPAM", "BRAND-NEW"),
                                        message(5).replace("\"final_disposition\":\"SPAM\",", ""),
                                        message(6).replace(":true", ":false"),
                                        message(7).replace("@shop.example", "@shop.example.evil"),
                                        message(8).replace("user@", "other@"),
                                        message(9).replace("Invoice", "Hello"),
                                        message(10)
                                                .replaceFirst(
                                                        "scanned_at\":\"20..",
                                                        "scanned_at\":\"1999"),
                                        "null",
                                        "\"text\"",
                                        "[[]]",
                                        message(11).replace("\"is_quarantined\":true,", "")),
                                null),
                KEY + "sender",
                "sender@shop.example",
                KEY + "recipient",
                "user@example.com",
                KEY + "subject",
                "invoice");

        assertThat(state().found()).isEqualTo(1);
        assertThat(Files.readString(proposals().get(0))).contains(id(1)).doesNotContain(id(2));
    }

    @Test
    void ids_that_are_none_are_left_out_and_no_cell_starts_a_formula() throws Exception {
        String formula = "=HYPERLINK(\\\"http://evil\\\")";
        run(
                call ->
                        page(
                                Stream.of(
                                                        "../../etc/passwd\\u0000",
                                                        "",
                                                        "x".repeat(1000),
                                                        "a b c d",
                                                        "<mail@example.com>",
                                                        formula,
                                                        "\\\"" + id(9) + "\\\"",
                                                        "+" + id(2))
                                                .map(id -> message(1).replace(id(1), id))
                                                .collect(Collectors.joining(","))
                                        + ","
                                        + message(3)
                                                .replace("Your Invoice", formula)
                                                .replace("sender@", "@SUM(A1:A9)\\r\\n=sender@"),
                                null));

        assertThat(state().found()).isEqualTo(2);
        Path proposal = proposals().get(0);
        List<String> lines = Files.readAllLines(proposal);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).startsWith("'+" + id(2));
        assertThat(lines.get(3)).contains("'@SUM(A1:A9)??=sender@").contains("\"'=HYPERLINK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:%d/client/v4/accounts/x",
                "//evil.example/",
                "/client/v4",
                "/client/v5/accounts",
                "../../../../user/tokens",
                "/client/v4/accounts/0123456789abcdef0123456789abcdef/email-security/investigate/%%2e%%2e/release",
                "not an address"
            })
    void a_slow_search_that_leads_elsewhere_is_not_followed(String location) throws Exception {
        run(call -> "202 " + location.formatted(server.getAddress().getPort()));

        assertThat(state().trouble()).contains("credentials must not go");
        assertThat(calls).hasValue(1);
        assertThat(proposals()).isEmpty();
    }

    @Test
    void a_search_that_never_ends_its_work_is_given_up() throws Exception {
        run(call -> "202 ?later=" + call);

        assertThat(state().trouble()).contains("still at work at Cloudflare after 100 looks");
        assertThat(calls).hasValue(101);
    }

    private static String id(int number) {
        return ID.formatted(number, number);
    }

    private static String message(int number) {
        return "{\"id\":\""
                + id(number)
                + "\",\"is_quarantined\":true,\"final_disposition\":\"SPAM\",\"subject\":\"Your"
                + " Invoice\",\"from\":\"sender@shop.example\",\"to\":[\"user@example.com\"],"
                + "\"scanned_at\":\""
                + Instant.now()
                + "\"}";
    }

    private static String page(String messages, String cursor) {
        return "{\"success\":true,\"errors\":[],\"messages\":[],\"result_info\":{\"count\":1,\"cursor\":"
                + (cursor == null ? "null" : "\"" + cursor + "\"")
                + "},\"result\":["
                + messages
                + "]}";
    }

    /** Runs the search once; an answer that begins with 202 is that status with a location. */
    private void run(IntFunction<String> answer, String... settings) throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext(
                "/", exchange -> send(exchange, answer.apply(calls.incrementAndGet())));
        server.start();
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .with(
                                "reprieve.cloudflare.base-url",
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/client/v4",
                                "reprieve.http.response-timeout",
                                "5s",
                                "reprieve.retry.first-delay",
                                "10ms",
                                "reprieve.retry.max-delay",
                                "20ms",
                                KEY + "disposition",
                                "SPAM",
                                KEY + "delay",
                                "30d")
                        .with(settings)
                        .start();
        await().ignoreException(NoSuchElementException.class).until(() -> state() != null);
    }

    private void send(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            queries.add(exchange.getRequestURI().getRawQuery());
            exchange.getResponseHeaders().set("Retry-After", "0");
            byte[] body = text.getBytes(UTF_8);
            if (text.startsWith("202 ")) {
                exchange.getResponseHeaders().set("Location", text.substring(4));
                exchange.sendResponseHeaders(202, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private SearchState state() {
        return rehearsal
                .reprieve()
                .context()
                .getRegistry()
                .findSingleByType(SearchStates.class)
                .of("spam")
                .orElseThrow();
    }

    private List<Path> proposals() throws IOException {
        if (!Files.isDirectory(data.resolve("proposals"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data.resolve("proposals"))) {
            return files.toList();
        }
    }
}
