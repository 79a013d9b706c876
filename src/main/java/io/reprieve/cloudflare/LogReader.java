package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.domain.MessageState;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * What the action log of a message tells of its releases, where its state does not. Fields as
 * published: {@code operation}, {@code status}, {@code success}, which may be null. Thread-safe.
 */
public final class LogReader {
    private static final Set<String> RELEASES = Set.of("RELEASE", "QUARANTINE_RELEASE");

    /** What stands in {@code status} where {@code success} is null and all went well. */
    private static final Set<String> DONE =
            Set.of("OK", "SUCCESS", "SUCCEEDED", "COMPLETE", "COMPLETED", "DONE");

    private final AnswerReader answers;

    /** A reader that tells failures as that one does. */
    public LogReader(AnswerReader answers) {
        this.answers = answers;
    }

    /** The state as the log completes it; the same with words where the log does not tell. */
    public MessageState read(Reply reply, MessageState state) {
        Entries entries = new Entries();
        AnswerReader.Said said = answers.said(reply, entries);
        boolean told = said.envelope() != null && said.envelope().success() && entries.present;
        if (!told || !AnswerReader.isSuccess(reply.status())) {
            return unread(state);
        }
        if (entries.succeeded) {
            return state.logged(true, "its action log has a release that succeeded");
        }
        return state.logged(
                false,
                entries.tried
                        ? "no release in its action log succeeded"
                        : "its action log has no release");
    }

    /** The state where no answer came. */
    public MessageState unread(MessageState state) {
        return state.logged(false, "its action log could not be read");
    }

    private static final class Entries implements Envelope.ResultReader {
        private boolean present;
        private boolean tried;
        private boolean succeeded;

        @Override
        public void read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            present = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    readEntry(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void readEntry(JsonParser parser) throws IOException {
            String operation = null;
            String status = null;
            Boolean success = null;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "operation" -> operation = ResultReading.text(parser);
                    case "status" -> status = ResultReading.text(parser);
                    case "success" -> {
                        success = value.isBoolean() ? parser.getBooleanValue() : null;
                        parser.skipChildren();
                    }
                    default -> parser.skipChildren();
                }
            }
            if (operation != null && RELEASES.contains(operation)) {
                boolean done = status != null && DONE.contains(status.toUpperCase(Locale.ROOT));
                tried = true;
                succeeded |= success == null ? done : success;
            }
        }
    }
}
