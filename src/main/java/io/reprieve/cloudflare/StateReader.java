package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.release.Answer;
import io.reprieve.release.Asked;
import io.reprieve.release.MessageState;
import io.reprieve.release.MessageState.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What asking for one message tells. Fields as published: {@code is_quarantined}, {@code
 * delivery_status}, {@code post_delivery_operations}, {@code final_disposition}. A message counts
 * as released when a release stands among the operations, or when it is delivered and no longer
 * held. Thread-safe.
 */
public final class StateReader {
    private final AnswerReader answers;

    /** A reader that tells failures as that one does. */
    public StateReader(AnswerReader answers) {
        this.answers = answers;
    }

    /**
     * Reads the answer to a question for one message, whatever it is; closes its body.
     *
     * @param looked when the question was put
     */
    public Asked read(Reply reply, Instant looked) {
        Fields fields = new Fields();
        AnswerReader.Said said = answers.said(reply, fields);
        boolean read = said.envelope() != null;
        if (AnswerReader.isSuccess(reply.status())) {
            boolean told = read && said.envelope().success() && fields.present;
            return told
                    ? Asked.told(fields.state(said), looked)
                    : Asked.untold(answers.unusable(said), looked);
        }
        Answer failure = answers.failed(reply, said);
        if (failure instanceof Answer.Refused refused) {
            boolean unknown = refused.cause() == Answer.Cause.UNKNOWN_MESSAGE;
            return Asked.told(
                    new MessageState(
                            unknown ? Kind.NOT_FOUND : Kind.UNCLEAR, null, null, said.facts()),
                    looked);
        }
        return Asked.untold(failure, looked);
    }

    /** What a failure without an answer means: asking changes nothing, so it can be repeated. */
    public Asked read(Throwable failure, Instant looked) {
        return Asked.untold(answers.read(failure, false), looked);
    }

    private static final class Fields implements Envelope.ResultReader {
        private boolean present;
        private Boolean quarantined;
        private String disposition;
        private List<String> statuses = List.of();
        private List<String> operations;

        @Override
        public void read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            present = true;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "is_quarantined" ->
                            quarantined = value.isBoolean() ? parser.getBooleanValue() : null;
                    case "final_disposition" -> disposition = ResultReading.text(parser);
                    case "delivery_status" -> statuses = oneOrMore(parser);
                    case "post_delivery_operations" ->
                            operations = value == JsonToken.VALUE_NULL ? null : oneOrMore(parser);
                    default -> parser.skipChildren();
                }
            }
        }

        private static List<String> oneOrMore(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return List.of(parser.getText());
            }
            return ResultReading.texts(parser);
        }

        private MessageState state(AnswerReader.Said said) {
            return new MessageState(kind(), disposition, how(), said.facts());
        }

        private Kind kind() {
            if (operations != null && operations.contains("QUARANTINE_RELEASE")) {
                return Kind.RELEASED;
            }
            boolean held = quarantined == null ? statuses.contains("quarantined") : quarantined;
            if (held) {
                return Kind.QUARANTINED;
            }
            if (statuses.contains("delivered")) {
                // With the operations told, a delivery that no release led to is none of ours.
                return operations == null ? Kind.RELEASED : Kind.NOT_QUARANTINED;
            }
            return quarantined == null && statuses.isEmpty() ? Kind.UNCLEAR : Kind.NOT_QUARANTINED;
        }

        private String how() {
            List<String> words = new ArrayList<>();
            if (quarantined != null) {
                words.add("is_quarantined=" + quarantined);
            }
            if (!statuses.isEmpty()) {
                words.add("delivery_status=" + String.join("+", statuses));
            }
            if (operations != null && !operations.isEmpty()) {
                words.add("post_delivery_operations=" + String.join("+", operations));
            }
            return String.join(", ", words);
        }
    }
}
