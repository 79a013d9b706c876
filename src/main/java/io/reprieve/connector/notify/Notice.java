package io.reprieve.connector.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprieve.domain.PlainText;
import io.reprieve.domain.Redactor;
import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What somebody is told: one line, what it means and what to do, and the same for programs. Has no
 * mail address and no secret in it. Immutable.
 *
 * @param title one line
 * @param text what it means and what to do
 * @param fields the whole of it for programs, in order; with {@code event}, {@code at}, {@code
 *     title}, {@code text}
 */
record Notice(String title, String text, Map<String, Object> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TEXT = 1000;

    static Notice of(
            String event, Instant at, String title, String text, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("at", at.toString());
        fields.put("title", plain(title));
        fields.put("text", plain(text));
        fields.putAll(more);
        return of(fields);
    }

    private static Notice of(Map<String, Object> fields) {
        return new Notice(fields.get("title").toString(), fields.get("text").toString(), fields);
    }

    /** A job that ended with rows that need a person. */
    static Notice deadLetters(Job job) {
        String outcomes =
                job.outcomes().entrySet().stream()
                        .filter(outcome -> outcome.getKey().needsPerson())
                        .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                        .collect(Collectors.joining(", "));
        Map<String, Object> more = job(job);
        more.put("dead_letters", job.deadLetters());
        more.put("outcomes", job.outcomes());
        return of(
                "dead-letters",
                job.completedAt(),
                "Job "
                        + job.id()
                        + ": "
                        + Text.count(job.deadLetters(), "row")
                        + " of "
                        + job.rows()
                        + " need a person",
                outcomes
                        + ". dead-letter/"
                        + job.id()
                        + ".csv says why, line by line; once mended,"
                        + " 'bin/reprieve retry "
                        + job.id()
                        + "' tries them again.",
                more);
    }

    /** A job that waits for approval. */
    static Notice held(Job job) {
        return of(
                "job-held",
                job.receivedAt(),
                "Job " + job.id() + " waits for approval",
                Text.count(job.rows(), "row")
                        + " from "
                        + job.source()
                        + ": "
                        + job.heldBecause()
                        + ". Nothing of it is sent. 'bin/reprieve approve "
                        + job.id()
                        + "' lets it go, 'bin/reprieve cancel "
                        + job.id()
                        + "' ends it.",
                job(job));
    }

    private static Map<String, Object> job(Job job) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("job", job.id());
        more.put("source", plain(job.source()));
        more.put("door", job.door());
        more.put("rows", job.rows());
        return more;
    }

    /** The fields as JSON, which is also how the ledger keeps a notice. */
    String toJson() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #toJson} gave. */
    static Notice fromJson(String json) {
        try {
            return of(JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String words) {
        String line = PlainText.line(Redactor.of(words).replaceAll("\\p{Cntrl}+", " ").strip());
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
    }
}
