package io.reprieve.report.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.reprieve.domain.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The numbers of a job; {@code summary.json}. Immutable. One that does not add up cannot exist.
 *
 * @param job its name, also the name of a folder and a file: letters, digits, {@code . _ -}, not
 *     more than 200 bytes in UTF-8, and no dot or hyphen in front
 * @param source where the list came from, such as {@code file:inbox/list.csv}
 * @param sha256 of the list's content; null where there is none
 * @param requestedBy who asked; null: unknown
 * @param accounts names of the accounts that rows belong to
 * @param receivedAt when the list was accepted
 * @param completedAt when the last row was settled
 * @param rows rows of the list that are neither blank nor a comment
 * @param outcomes how many rows ended how; those without any are left out
 * @param calls calls that carried ids of this job
 * @param retries those of them that were repeats
 * @param state such as {@code COMPLETED}
 * @param approvedBy who let a held list go; null where nobody had to
 * @param cancelledBy who ended it early; null where nobody did
 */
public record Summary(
        String job,
        String source,
        String sha256,
        String requestedBy,
        List<String> accounts,
        Instant receivedAt,
        Instant completedAt,
        long rows,
        Map<Outcome, Long> outcomes,
        long calls,
        long retries,
        String state,
        String approvedBy,
        String cancelledBy) {

    private static final Pattern JOB = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._-]*");

    /** File names have at most 255 bytes on most systems; a hidden name and endings come on top. */
    private static final int MAX_JOB_BYTES = 200;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Checks that the numbers add up.
     *
     * @throws IllegalArgumentException when they do not, when one is negative, or when the job's
     *     name cannot be that of a file
     */
    public Summary {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(completedAt, "completedAt");
        Objects.requireNonNull(state, "state");
        accounts = List.copyOf(accounts);
        outcomes = counted(outcomes);
        if (!JOB.matcher(job).matches() || job.getBytes(UTF_8).length > MAX_JOB_BYTES) {
            throw new IllegalArgumentException("'" + job + "' cannot be the name of a job");
        }
        if (rows < 0 || calls < 0 || retries < 0) {
            throw new IllegalArgumentException("job " + job + " has a negative number");
        }
        long sum = outcomes.values().stream().reduce(0L, Math::addExact);
        if (sum != rows) {
            throw new IllegalArgumentException(
                    "job " + job + " has " + rows + " rows, but outcomes for " + sum);
        }
    }

    /** The numbers of a job that ended without any person's help. */
    public Summary(
            String job,
            String source,
            String sha256,
            String requestedBy,
            List<String> accounts,
            Instant receivedAt,
            Instant completedAt,
            long rows,
            Map<Outcome, Long> outcomes,
            long calls,
            long retries,
            String state) {
        this(
                job,
                source,
                sha256,
                requestedBy,
                accounts,
                receivedAt,
                completedAt,
                rows,
                outcomes,
                calls,
                retries,
                state,
                null,
                null);
    }

    private static Map<Outcome, Long> counted(Map<Outcome, Long> given) {
        var counted = new EnumMap<Outcome, Long>(Outcome.class);
        given.forEach(
                (outcome, count) -> {
                    if (count < 0) {
                        throw new IllegalArgumentException(outcome + " has a negative number");
                    }
                    if (count > 0) {
                        counted.put(outcome, count);
                    }
                });
        return Collections.unmodifiableMap(counted);
    }

    /** The summary as one line of JSON; equal summaries give equal texts. */
    public String toJson() {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeJob(json);
            writeNumbers(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }

    private void writeJob(JsonGenerator json) throws IOException {
        json.writeStringField("job", job);
        json.writeStringField("source", source);
        json.writeStringField("sha256", sha256);
        json.writeStringField("requested_by", requestedBy);
        json.writeArrayFieldStart("accounts");
        for (String account : accounts) {
            json.writeString(account);
        }
        json.writeEndArray();
        json.writeStringField("received_at", seconds(receivedAt));
        json.writeStringField("completed_at", seconds(completedAt));
    }

    private void writeNumbers(JsonGenerator json) throws IOException {
        json.writeNumberField("rows", rows);
        json.writeObjectFieldStart("outcomes");
        for (var outcome : outcomes.entrySet()) {
            json.writeNumberField(outcome.getKey().name(), outcome.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("calls", calls);
        json.writeNumberField("retries", retries);
        json.writeStringField("state", state);
        if (approvedBy != null) {
            json.writeStringField("approved_by", approvedBy);
        }
        if (cancelledBy != null) {
            json.writeStringField("cancelled_by", cancelledBy);
        }
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
