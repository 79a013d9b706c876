package io.reprieve.practice;

import io.reprieve.practice.http.HttpReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A line for each released message: the first part of its id, and how often it was released. */
record ReleasesCsv(ReleaseCounts counts) implements HttpReply.BodyWriter {

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write("postfix_id,released\n".getBytes(StandardCharsets.UTF_8));
        counts.<IOException>forEach(
                (key, count) ->
                        out.write(
                                (cell(key) + ',' + count + '\n').getBytes(StandardCharsets.UTF_8)));
    }

    private static String cell(String key) {
        return key.chars().allMatch(Character::isLetterOrDigit)
                ? key
                : '"' + key.replace("\"", "\"\"") + '"';
    }
}
