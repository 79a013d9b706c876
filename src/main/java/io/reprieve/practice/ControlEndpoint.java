package io.reprieve.practice;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.practice.http.HttpAnswer;
import io.reprieve.practice.http.HttpReply;
import io.reprieve.practice.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What can be asked and changed under {@code /practice/} while the server runs. */
final class ControlEndpoint {

    private final FaultPlan faults;
    private final Quarantine quarantine;
    private final RequestLog log;
    private final MessageBook book;

    ControlEndpoint(FaultPlan faults, Quarantine quarantine, RequestLog log, MessageBook book) {
        this.faults = faults;
        this.quarantine = quarantine;
        this.log = log;
        this.book = book;
    }

    /** Answers one request of the operator. */
    void handle(HttpRequest request, HttpReply reply) throws IOException {
        switch (request.method() + " " + request.path()) {
            case "GET /practice/faults" -> reply.send(faultList());
            case "POST /practice/faults" -> reply.send(addFaults(request.body()));
            case "DELETE /practice/faults" -> {
                faults.clear();
                reply.send(faultList());
            }
            case "GET /practice/releases" -> reply.send(releases(request));
            case "GET /practice/releases.csv" -> csv(reply, new ReleasesCsv(quarantine.counts()));
            case "DELETE /practice/releases" -> {
                quarantine.reset();
                log.clear();
                reply.send(releases(request));
            }
            case "GET /practice/calls" -> reply.send(calls(request));
            case "GET /practice/messages.csv" -> csv(reply, new MessagesCsv(book));
            case "GET /practice/special-ids.csv" -> csv(reply, new SpecialIdsCsv());
            default ->
                    reply.send(
                            HttpAnswer.text(
                                    404, "text/plain", "nothing here; see docs/practice.md\n"));
        }
    }

    private static void csv(HttpReply reply, HttpReply.BodyWriter table) throws IOException {
        reply.stream(HttpAnswer.text(200, "text/csv", ""), table);
    }

    private HttpAnswer faultList() {
        return HttpAnswer.json(
                200,
                ResponseEnvelope.object(
                        json ->
                                ResponseEnvelope.writeStrings(
                                        json,
                                        "faults",
                                        faults.waiting().stream().map(Fault::toString).toList())));
    }

    private HttpAnswer addFaults(byte[] body) {
        try {
            List<Fault> added = texts(body).stream().map(Fault::parse).toList();
            added.forEach(faults::add);
            return faultList();
        } catch (IOException | IllegalArgumentException bad) {
            return HttpAnswer.text(400, "text/plain", bad.getMessage() + "\n");
        }
    }

    private static List<String> texts(byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("[")) {
            return text.lines().filter(line -> !line.isBlank()).toList();
        }
        List<String> texts = new ArrayList<>();
        try (JsonParser json = ResponseEnvelope.JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                texts.add(json.getText());
            }
        }
        return texts;
    }

    private HttpAnswer releases(HttpRequest request) {
        String id = request.parameters().get("id");
        return HttpAnswer.json(
                200, ResponseEnvelope.object(json -> writeReleases(json, id == null ? "" : id)));
    }

    private void writeReleases(JsonGenerator json, String id) throws IOException {
        if (!id.isEmpty()) {
            String key = PracticeIds.key(id);
            json.writeStringField("id", id);
            json.writeNumberField("released", quarantine.timesReleased(key));
            json.writeNumberField("processed", quarantine.timesProcessed(key));
            return;
        }
        ReleaseCounts counts = quarantine.counts();
        json.writeNumberField("calls", log.calls());
        json.writeNumberField("release_calls", log.releaseCalls());
        json.writeNumberField("releases", counts.releases());
        json.writeNumberField("messages_released", counts.messages());
        json.writeNumberField("released_more_than_once", counts.repeated());
        json.writeNumberField("most_releases_of_one_message", counts.most());
    }

    private HttpAnswer calls(HttpRequest request) {
        List<RecordedCall> kept = log.kept();
        String last = request.parameters().getOrDefault("last", "");
        int wanted = last.matches("\\d{1,7}") ? Integer.parseInt(last) : kept.size();
        List<RecordedCall> shown = kept.subList(Math.max(0, kept.size() - wanted), kept.size());
        return HttpAnswer.json(
                200,
                ResponseEnvelope.object(
                        json -> {
                            json.writeNumberField("calls", log.calls());
                            json.writeArrayFieldStart("last");
                            for (RecordedCall call : shown) {
                                write(json, call);
                            }
                            json.writeEndArray();
                        }));
    }

    private static void write(JsonGenerator json, RecordedCall call) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", call.number());
        json.writeStringField("time", call.time().toString());
        json.writeStringField("method", call.method());
        json.writeStringField("path", call.path());
        json.writeStringField("operation", call.operation());
        json.writeStringField("account_id", call.accountId());
        json.writeStringField("body", call.bodyForm() == null ? "" : call.bodyForm().name());
        json.writeNumberField("status", call.status());
        json.writeStringField("fault", call.fault());
        json.writeBooleanField("processed", call.processed());
        json.writeNumberField("id_count", call.idCount());
        ResponseEnvelope.writeStrings(json, "ids", call.ids());
        json.writeEndObject();
    }
}
