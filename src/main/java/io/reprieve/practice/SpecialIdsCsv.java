package io.reprieve.practice;

import io.reprieve.practice.http.HttpReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One id of each special kind, as a list that can be dropped. */
record SpecialIdsCsv() implements HttpReply.BodyWriter {

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write("id,kind\n".getBytes(StandardCharsets.UTF_8));
        for (SpecialId special : SpecialId.values()) {
            String line = special.id() + ',' + special.name() + '\n';
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
