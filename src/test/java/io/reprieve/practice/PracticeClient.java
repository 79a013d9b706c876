package io.reprieve.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Talks to a practice server over the wire, as a program of somebody else would. */
final class PracticeClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private final PracticeServer server;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private String token;

    PracticeClient(PracticeServer server) {
        this.server = server;
        this.token = server.token();
    }

    PracticeClient withToken(String other) {
        this.token = other;
        return this;
    }

    HttpResponse<String> release(String... ids) throws IOException, InterruptedException {
        return post(json(List.of(ids)));
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request(accountPath("/release")).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(server.baseUrl() + path));
    }

    HttpResponse<String> message(String id) throws IOException, InterruptedException {
        return send(request(accountPath("/" + id)));
    }

    HttpResponse<String> search(String query) throws IOException, InterruptedException {
        return send(request(accountPath("?" + query)));
    }

    HttpResponse<String> control(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(server.origin() + "/practice" + path))
                        .method(method, BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder releaseRequest(String... ids) {
        return request(accountPath("/release")).POST(BodyPublishers.ofString(json(List.of(ids))));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private String accountPath(String rest) {
        return server.baseUrl()
                + "/accounts/"
                + server.accountId()
                + "/email-security/investigate"
                + rest;
    }

    static JsonNode tree(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static int errorCode(HttpResponse<String> answer) {
        return tree(answer).path("errors").path(0).path("code").asInt();
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
