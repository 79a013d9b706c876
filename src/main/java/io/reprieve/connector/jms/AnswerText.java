package io.reprieve.connector.jms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import io.reprieve.ledger.Job;
import io.reprieve.report.ReportSteps;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers and dead letters as JSON; the forms that docs/jms.md promises. */
final class AnswerText {
    private static final JsonFactory JSON = new JsonFactory();

    private AnswerText() {}

    /** One part of an answer. */
    static String answer(Job job, long part, long parts, List<SettledRow> rows) {
        return written(
                json -> {
                    json.writeStringField("job", job.id());
                    json.writeNumberField("part", part);
                    json.writeNumberField("parts", parts);
                    json.writeFieldName("summary");
                    json.writeRawValue(ReportSteps.summary(job).toJson());
                    json.writeArrayFieldStart("outcomes");
                    for (SettledRow row : rows) {
                        write(json, row);
                    }
                    json.writeEndArray();
                });
    }

    /** An id that needs a person, as a list that can be sent again. */
    static String deadLetter(SettledRow row) {
        return written(
                json -> {
                    json.writeFieldName("ids");
                    write(json, List.of(row.id()));
                    json.writeStringField("account", row.account());
                });
    }

    private static void write(JsonGenerator json, SettledRow row) throws IOException {
        RowResult result = row.result();
        json.writeStartObject();
        json.writeStringField("id", row.id());
        json.writeStringField("account", row.account());
        json.writeStringField("outcome", result.outcome().name());
        json.writeStringField("reason", result.reason() == null ? "" : result.reason());
        json.writeFieldName("delivered");
        write(json, result.recipients().delivered());
        json.writeFieldName("undelivered");
        write(json, result.recipients().undelivered());
        json.writeFieldName("failed");
        write(json, result.recipients().failed());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String written(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
