package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cloudflare's envelope, read as a stream: {@code
 * {"success":…,"errors":[{"code":…,"message":"…"}],"messages":[…],"result":…}}. Fields in any
 * order; unknown ones are passed over.
 *
 * @param success the field of that name; null where it is missing
 * @param errors the errors, outermost first, chains flattened
 */
record Envelope(Boolean success, List<ApiError> errors) {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(50)
                                    .maxStringLength(1 << 20)
                                    .build())
                    // Every key of an attacker's answer would stay in the table for good.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    /** One error of the envelope; either field may be missing (null). */
    record ApiError(String code, String message) {}

    /** Reads the value of the field {@code result}; leaves the parser on its last token. */
    interface ResultReader {
        void read(JsonParser parser) throws IOException;

        /** The same for the field {@code result_info}. */
        default void readInfo(JsonParser parser) throws IOException {
            parser.skipChildren();
        }
    }

    static Envelope read(InputStream body, ResultReader results) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is not Cloudflare's JSON");
            }
            Boolean success = null;
            List<ApiError> errors = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "success" -> success = value.isBoolean() ? parser.getBooleanValue() : null;
                    case "errors" -> readErrors(parser, errors);
                    case "result" -> results.read(parser);
                    case "result_info" -> results.readInfo(parser);
                    default -> parser.skipChildren();
                }
            }
            // To the end of the body, so that the connection can be kept.
            parser.nextToken();
            if (success == null) {
                throw new IOException("the answer is JSON, but not Cloudflare's envelope");
            }
            return new Envelope(success, errors);
        }
    }

    private static void readErrors(JsonParser parser, List<ApiError> errors) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readError(parser, errors);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void readError(JsonParser parser, List<ApiError> errors) throws IOException {
        String code = null;
        String message = null;
        List<ApiError> chain = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if ("code".equals(field) && value.isScalarValue()) {
                code = parser.getValueAsString();
            } else if ("message".equals(field) && value.isScalarValue()) {
                message = parser.getValueAsString();
            } else if ("error_chain".equals(field)) {
                readErrors(parser, chain);
            } else {
                parser.skipChildren();
            }
        }
        errors.add(new ApiError(code, message));
        errors.addAll(chain);
    }
}
