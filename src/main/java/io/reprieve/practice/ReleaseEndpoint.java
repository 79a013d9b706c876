package io.reprieve.practice;

import com.fasterxml.jackson.core.JsonGenerator;
import io.reprieve.practice.SpecialId.Effect;
import io.reprieve.practice.SpecialId.Listing;
import io.reprieve.practice.http.HttpAnswer;
import java.io.IOException;
import java.util.List;

/**
 * Releases messages. An answer lists them in the reverse of the order they were sent in, so that a
 * client which joins by position is found out.
 */
final class ReleaseEndpoint {

    private final PracticeBodyForm forms;
    private final int maxIds;
    private final int tooManyStatus;
    private final int gatewayIds;
    private final MessageBook book;
    private final Quarantine quarantine;

    ReleaseEndpoint(PracticeOptions options, MessageBook book, Quarantine quarantine) {
        this.forms = options.body();
        this.maxIds = options.maxIds();
        this.tooManyStatus = options.tooManyStatus();
        this.gatewayIds = options.gatewayIds();
        this.book = book;
        this.quarantine = quarantine;
    }

    /** Processes the call and says what came of it, or refuses it whole. */
    HttpAnswer answer(ReleaseBody body) {
        if (body.complaint() != null) {
            return ApiErrors.badRequest(body.complaint());
        }
        if (!forms.takes(body.form())) {
            return ApiErrors.badRequest("the request body does not have the expected form");
        }
        if (body.ids().isEmpty()) {
            return ApiErrors.badRequest("there is no id in the request");
        }
        if (body.ids().size() > maxIds) {
            return ResponseEnvelope.error(
                    tooManyStatus,
                    ApiErrors.PRACTICE_CODE,
                    "at most " + maxIds + " ids are taken in one request");
        }
        if (body.ids().size() > gatewayIds) {
            return FaultAnswers.gatewayPage("504");
        }
        return body.ids().stream().anyMatch(ReleaseEndpoint::isRefused)
                ? ApiErrors.badRequest("the request holds an id that cannot be released")
                : ResponseEnvelope.ok(json -> release(body.ids(), json));
    }

    private static boolean isRefused(String id) {
        SpecialId special = SpecialId.find(PracticeIds.key(id));
        return id.isBlank() || special != null && special.effect() == Effect.REFUSED;
    }

    private void release(List<String> ids, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = ids.size() - 1; i >= 0; i--) {
            release(ids.get(i), json);
        }
        json.writeEndArray();
    }

    private void release(String id, JsonGenerator json) throws IOException {
        String key = PracticeIds.key(id);
        SpecialId special = SpecialId.find(key);
        int processed = quarantine.process(key, special);
        Listing listing = special == null ? Listing.DELIVERED : special.listing(processed);
        int times = special == SpecialId.TWICE_IN_ANSWER ? 2 : 1;
        for (int i = 0; i < times && listing != Listing.ABSENT; i++) {
            json.writeStartObject();
            json.writeStringField("id", book.fullId(id));
            if (special != SpecialId.NO_POSTFIX_ID) {
                json.writeStringField("postfix_id", key);
            }
            writeLists(listing, MessageBook.recipient(key), json);
            json.writeEndObject();
        }
    }

    private static void writeLists(Listing listing, String to, JsonGenerator json)
            throws IOException {
        switch (listing) {
            case DELIVERED -> lists(json, List.of(to), List.of(), List.of());
            case TWO_DELIVERED -> lists(json, List.of(to, "second." + to), List.of(), List.of());
            case DELIVERED_AND_UNDELIVERED ->
                    lists(json, List.of(to), List.of(), List.of("second." + to));
            case DELIVERED_AND_FAILED ->
                    lists(json, List.of(to), List.of("second." + to), List.of());
            case UNDELIVERED -> lists(json, List.of(), List.of(), List.of(to));
            case FAILED -> lists(json, List.of(), List.of(to), List.of());
            case ALL_THREE ->
                    lists(json, List.of(to), List.of("second." + to), List.of("third." + to));
            case LISTS_EMPTY -> lists(json, List.of(), List.of(), List.of());
            case LISTS_NULL -> nullLists(json);
            case LISTS_MISSING, ABSENT -> {
                // Nothing is said of the recipients.
            }
        }
    }

    private static void lists(
            JsonGenerator json,
            List<String> delivered,
            List<String> failed,
            List<String> undelivered)
            throws IOException {
        ResponseEnvelope.writeStrings(json, "delivered", delivered);
        ResponseEnvelope.writeStrings(json, "failed", failed);
        ResponseEnvelope.writeStrings(json, "undelivered", undelivered);
    }

    private static void nullLists(JsonGenerator json) throws IOException {
        json.writeNullField("delivered");
        json.writeNullField("failed");
        json.writeNullField("undelivered");
    }
}
