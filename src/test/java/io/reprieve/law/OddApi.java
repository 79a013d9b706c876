package io.reprieve.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for Cloudflare's API that shares no code with the practice server, and answers what
 * the weather says. The only truth is its {@link Quarantine}. Thread-safe.
 */
final class OddApi implements AutoCloseable {
    /** Milliseconds by which a look may lag behind. */
    static final int LAG = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ExecutorService connections = Executors.newCachedThreadPool(OddApi::daemon);
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(2, OddApi::daemon);
    private final Quarantine quarantine = new Quarantine();
    private final Map<Weather, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Random random;
    private final boolean bareArray;
    private volatile Weather weather = Weather.FAIR;

    /** A server on a free port; whether it takes the older body form alone is left to chance. */
    OddApi(Random random) throws IOException {
        this.random = random;
        this.bareArray = random.nextInt(4) == 0;
        connections.execute(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    Quarantine quarantine() {
        return quarantine;
    }

    void turn(Weather next) {
        weather = next;
    }

    /** What was asked so far, for the log of a run. */
    String counts() {
        return calls + " release calls, " + looks + " looks";
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.shutdownNow();
        clock.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "odd-api");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Wire wire = new Wire(socket);
            while (wire.isOpen()) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                answer(head, new String(in.readNBytes(length(head)), StandardCharsets.UTF_8), wire);
            }
        } catch (IOException gone) {
            // The program may go at any time, and so may an answer be cut at any time.
            Thread.yield();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int one = in.read();
            if (one < 0) {
                return "";
            }
            head.write(one);
            matched = one == "\r\n\r\n".charAt(matched) ? matched + 1 : one == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private void answer(String head, String body, Wire wire) throws IOException {
        String target = head.split(" ", 3)[1];
        String path = target.split("\\?", 2)[0];
        if (path.endsWith("/investigate/release")) {
            release(body, wire);
        } else if (path.contains("/investigate/")) {
            looks.incrementAndGet();
            look(path.substring(path.indexOf("/investigate/") + 13), wire);
        } else if (path.endsWith("/investigate")) {
            wire.json(200, "{\"success\":true,\"errors\":[],\"result\":[],\"result_info\":{}}");
        } else {
            wire.json(200, "{\"success\":true,\"errors\":[],\"result\":{\"status\":\"active\"}}");
        }
    }

    private void release(String body, Wire wire) throws IOException {
        Weather now = weather;
        calls.computeIfAbsent(now, none -> new AtomicInteger()).incrementAndGet();
        JsonNode read = JSON.readTree(body);
        if (read.isArray() != bareArray) {
            wire.json(400, Call.error(2002, "invalid request body"));
            return;
        }
        List<String> ids = new ArrayList<>();
        (read.isArray() ? read : read.path("ids")).forEach(id -> ids.add(id.asText()));
        ids.forEach(quarantine::asked);
        now.give(new Call(ids, quarantine, random, wire, clock));
    }

    private void look(String rest, Wire wire) throws IOException {
        boolean isLog = rest.endsWith("/action_log");
        String name = isLog ? rest.substring(0, rest.length() - 11) : rest;
        String id = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean odd = weather != Weather.FAIR;
        if (odd && random.nextInt(8) == 0) {
            trouble(wire);
            return;
        }
        long lag = odd ? TimeUnit.MILLISECONDS.toNanos(random.nextInt(LAG)) : 0;
        boolean released = quarantine.isSeenReleased(id, lag);
        if (!quarantine.has(id)) {
            wire.json(404, Call.error(2003, "message not found"));
        } else if (isLog) {
            wire.json(200, log(released));
        } else {
            wire.json(200, state(id, released, odd));
        }
    }

    private void trouble(Wire wire) throws IOException {
        switch (random.nextInt(5)) {
            case 0 -> wire.page(502);
            case 1 -> wire.reset();
            case 2 -> wire.json(403, Call.error(10000, "Authentication error"));
            case 3 -> wire.json(429, Call.error(971, "slow down"), "Retry-After: 1");
            default -> wire.cut(200, state("x", false, true), 0.5);
        }
    }

    private static String log(boolean released) {
        String entry =
                released
                        ? "{\"operation\":\"RELEASE\",\"status\":\"OK\",\"success\":true,"
                                + "\"completed_at\":\"2026-10-01T10:00:00Z\"}"
                        : "{\"operation\":\"RELEASE\",\"status\":\"FAILED\",\"success\":false}";
        return "{\"success\":true,\"errors\":[],\"result\":[" + entry + "],\"result_info\":{}}";
    }

    /** A message that is held may name a release that came to nothing. */
    private String state(String id, boolean released, boolean odd) {
        String operations =
                released || odd && random.nextBoolean() ? "[\"QUARANTINE_RELEASE\"]" : "null";
        String status = released ? "[\"delivered\"]" : "[\"quarantined\"]";
        return "{\"success\":true,\"errors\":[],\"result\":{\"id\":\""
                + id
                + "\",\"is_quarantined\":"
                + !released
                + ",\"delivery_status\":"
                + status
                + ",\"post_delivery_operations\":"
                + operations
                + ",\"final_disposition\":\"SPAM\",\"properties\":{},\"action_log\":[]}}";
    }
}
