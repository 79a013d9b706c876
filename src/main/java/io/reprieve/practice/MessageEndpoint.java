package io.reprieve.practice;

import com.fasterxml.jackson.core.JsonGenerator;
import io.reprieve.practice.http.HttpAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what a message is, where it is, and what was done to it. */
final class MessageEndpoint {

    private static final int MAX_ACTIONS = 100;

    private final MessageBook book;
    private final Quarantine quarantine;

    MessageEndpoint(MessageBook book, Quarantine quarantine) {
        this.book = book;
        this.quarantine = quarantine;
    }

    /** The message of an id of either form, or 404; 400 where its state cannot be told. */
    HttpAnswer message(String id) {
        Optional<StoredState> state = quarantine.state(PracticeIds.key(id));
        if (state.isEmpty()) {
            return notFound();
        }
        return state.get() == StoredState.UNCLEAR
                ? ResponseEnvelope.error(
                        400, ApiErrors.PRACTICE_CODE, "the message cannot be looked at")
                : ResponseEnvelope.ok(json -> write(json, book.message(id), state.get()));
    }

    /**
     * One entry for each release, or each that failed, all with the time of the last; 404 when
     * there is no message.
     */
    HttpAnswer actionLog(String id) {
        String key = PracticeIds.key(id);
        if (quarantine.state(key).isEmpty()) {
            return notFound();
        }
        boolean failed = SpecialId.find(key) == SpecialId.RELEASE_FAILED;
        int releases = failed ? quarantine.timesProcessed(key) : quarantine.timesSeen(key);
        int actions = Math.min(MAX_ACTIONS, releases);
        String time = quarantine.lastReleased(key).map(Instant::toString).orElse("");
        return ResponseEnvelope.ok(
                json -> {
                    json.writeStartArray();
                    for (int i = 0; i < actions; i++) {
                        writeRelease(json, time, !failed);
                    }
                    json.writeEndArray();
                });
    }

    private static void writeRelease(JsonGenerator json, String time, boolean success)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("operation", "QUARANTINE_RELEASE");
        json.writeStringField("status", success ? "OK" : "FAILED");
        json.writeBooleanField("success", success);
        json.writeStringField("completed_at", time);
        json.writeObjectFieldStart("properties");
        json.writeStringField("requested_by", "practice");
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes a message as the API shows it, alone and in searches. */
    static void write(JsonGenerator json, Message message, StoredState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", message.id());
        json.writeStringField("postfix_id", message.key());
        json.writeBooleanField("is_quarantined", state.quarantined());
        ResponseEnvelope.writeStrings(json, "delivery_status", state.statuses());
        ResponseEnvelope.writeStrings(json, "post_delivery_operations", state.operations());
        json.writeStringField("final_disposition", message.disposition());
        json.writeStringField("subject", message.subject());
        json.writeStringField("from", message.from());
        ResponseEnvelope.writeStrings(json, "to", List.of(message.to()));
        ResponseEnvelope.writeStrings(json, "client_recipients", List.of(message.to()));
        json.writeStringField("scanned_at", message.scannedAt().toString());
        // Past its end of life, and still a field that every message has to have.
        json.writeStringField("ts", message.scannedAt().toString());
        ResponseEnvelope.writeStrings(json, "action_log", List.of());
        ResponseEnvelope.writeStrings(json, "detection_reasons", List.of());
        json.writeObjectFieldStart("properties");
        json.writeEndObject();
        json.writeStringField("message_id", "<" + message.key() + "@practice.example>");
        json.writeBooleanField("is_phish_submission", false);
        json.writeEndObject();
    }

    private static HttpAnswer notFound() {
        return ResponseEnvelope.error(404, ApiErrors.PRACTICE_CODE, "message not found");
    }
}
