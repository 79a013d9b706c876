package io.reprieve.practice;

import io.reprieve.practice.http.HttpReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The messages that a search finds, as a list that can be dropped. */
record MessagesCsv(MessageBook book) implements HttpReply.BodyWriter {

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write("id,from,to,final_disposition\n".getBytes(StandardCharsets.UTF_8));
        for (String id : book.searchable()) {
            Message message = book.message(id);
            String line = String.join(",", id, message.from(), message.to(), message.disposition());
            out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        }
    }
}
