package io.reprieve.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Somebody who gets notices by HTTP, on a port of this machine. Thread-safe. */
public final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = exchange -> status(exchange, 200);

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** What it does with a request whose body was read. */
    public interface Behaviour {
        /** Answers, or does not. */
        void answer(HttpExchange exchange) throws Exception;
    }

    /**
     * A request.
     *
     * @param target path and query as they stood in the request
     * @param type its content type
     * @param json its body
     */
    public record Post(String target, String type, JsonNode json) {
        /** What happened. */
        public String event() {
            return json.path("event").asText();
        }
    }

    /** A receiver on any port. */
    public static Receiver start() throws IOException {
        return start(0);
    }

    /** A receiver on that port. */
    public static Receiver start(int port) throws IOException {
        return new Receiver(HttpServer.create(loopback(port), 0));
    }

    /** A receiver with TLS. */
    public static Receiver start(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Receiver(server);
    }

    /** Answers with that status and nothing else. */
    public static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** A body that never ends, until the other side has enough of it. */
    public static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] much = new byte[1 << 16];
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(much);
            }
        }
    }

    /** Changes what it does from now on. */
    public Receiver does(Behaviour other) {
        behaviour = other;
        return this;
    }

    /** Its port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What came so far. */
    public List<Post> posts() {
        return posts;
    }

    /** What came of that kind. */
    public List<Post> posts(String event) {
        return posts.stream().filter(post -> post.event().equals(event)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode json = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        posts.add(new Post(exchange.getRequestURI().toString(), type, json));
        try {
            behaviour.answer(exchange);
        } catch (Exception e) {
            exchange.close();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
