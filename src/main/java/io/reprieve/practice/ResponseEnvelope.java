package io.reprieve.practice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.reprieve.practice.http.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Cloudflare's frame around every answer: {@code success, errors, messages, result}. */
final class ResponseEnvelope {

    /** Reads and writes all JSON here. */
    static final JsonFactory JSON = new JsonFactory();

    private ResponseEnvelope() {}

    /** Writes one part of an answer. */
    @FunctionalInterface
    interface Part {
        /** Writes it, whole. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** 200 with the result. */
    static HttpAnswer ok(Part result) {
        return ok(result, json -> {});
    }

    /** 200 with the result and further fields after it. */
    static HttpAnswer ok(Part result, Part further) {
        return HttpAnswer.json(
                200,
                object(
                        json -> {
                            json.writeBooleanField("success", true);
                            writeEmptyLists(json);
                            json.writeFieldName("result");
                            result.writeTo(json);
                            further.writeTo(json);
                        }));
    }

    /** 202: the work is not done yet, and there is no result. */
    static HttpAnswer accepted() {
        return HttpAnswer.json(
                202,
                object(
                        json -> {
                            json.writeBooleanField("success", true);
                            writeEmptyLists(json);
                            json.writeArrayFieldStart("result");
                            json.writeEndArray();
                            writeCursorInfo(json, 0, 0, null);
                        }));
    }

    /**
     * What stands beside a page of a search; {@code page} and {@code total_count} are always 0, as
     * published.
     *
     * @param next cursor of the next page, or null
     */
    static void writeCursorInfo(JsonGenerator json, int count, int perPage, String next)
            throws IOException {
        json.writeObjectFieldStart("result_info");
        json.writeNumberField("count", count);
        json.writeNumberField("per_page", perPage);
        json.writeStringField("next", next);
        json.writeNullField("previous");
        json.writeNumberField("page", 0);
        json.writeNumberField("total_count", 0);
        json.writeEndObject();
    }

    /** That status with one error. */
    static HttpAnswer error(int status, int code, String message) {
        return error(status, code, message, json -> {});
    }

    /** That status with one error that has further fields. */
    static HttpAnswer error(int status, int code, String message, Part further) {
        return HttpAnswer.json(
                status,
                object(
                        json -> {
                            json.writeBooleanField("success", false);
                            json.writeArrayFieldStart("errors");
                            json.writeStartObject();
                            json.writeNumberField("code", code);
                            json.writeStringField("message", message);
                            further.writeTo(json);
                            json.writeEndObject();
                            json.writeEndArray();
                            json.writeArrayFieldStart("messages");
                            json.writeEndArray();
                            json.writeNullField("result");
                        }));
    }

    /** A JSON object as UTF-8, its fields written by the part. */
    static byte[] object(Part fields) {
        return bytes(
                json -> {
                    json.writeStartObject();
                    fields.writeTo(json);
                    json.writeEndObject();
                });
    }

    /** Any JSON as UTF-8. */
    static byte[] bytes(Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            part.writeTo(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** An array field of strings. */
    static void writeStrings(JsonGenerator json, String field, Iterable<String> values)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void writeEmptyLists(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("errors");
        json.writeEndArray();
        json.writeArrayFieldStart("messages");
        json.writeEndArray();
    }
}
