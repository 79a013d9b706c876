package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.domain.Answer;
import io.reprieve.domain.MessageState;
import io.reprieve.domain.MessageState.Kind;
import io.reprieve.domain.VerifyResult;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What asking for one message tells. Fields as published: {@code is_quarantined}, {@code
 * delivery_status}, {@code post_delivery_operations}, {@code final_disposition}. Held is held: an
 * operation names its kind and not its success. A message that is held no longer counts as released
 * when a release stands among its operations, or when it is delivered and no operations are told.
 * Thread-safe.
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
    public VerifyResult read(Reply reply, Instant looked) {
        Fields fields = new Fields();
        AnswerReader.Said said = answers.said(reply, fields);
        boolean read = said.envelope() != null;
        if (AnswerReader.isSuccess(reply.status())) {
            boolean told = read && said.envelope().success() && fields.present;
            return told
                    ? VerifyResult.told(fields.state(said), looked)
                    : VerifyResult.untold(answers.unusable(said), looked);
        }
        Answer failure = answers.failed(reply, said);
        if (failure instanceof Answer.Refused refused) {
            boolean unknown = refused.cause() == Answer.Cause.UNKNOWN_MESSAGE;
            return VerifyResult.told(
                    new MessageState(
                            unknown ? Kind.NOT_FOUND : Kind.UNCLEAR, null, null, said.facts()),
                    looked);
        }
        return VerifyResult.untold(failure, looked);
    }

    /** What a failure without an answer means: asking changes nothing, so it can be repeated. */
    public VerifyResult read(Throwable failure, Instant looked) {
        return VerifyResult.untold(answers.read(failure, false), looked);
    }

    /** Delivery statuses of a message that has not come to its recipient, and will not. */
    private static final Set<String> FAILED = Set.of("bounced", "rejected", "move_failed");

    /** Delivery statuses of one that may still come to its recipient. */
    private static final Set<String> UNDER_WAY = Set.of("queued", "deferred");

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
            return new MessageState(kind(), ifReleased(), disposition, how(), said.facts());
        }

        private Kind kind() {
            boolean held = quarantined == null ? statuses.contains("quarantined") : quarantined;
            if (held) {
                return Kind.QUARANTINED;
            }
            if (quarantined == null && statuses.isEmpty()) {
                return Kind.UNCLEAR;
            }
            boolean delivered = statuses.contains("delivered");
            if (operations == null ? delivered : isReleaseNamed()) {
                return ifReleased();
            }
            // With the operations told, a delivery that no release led to is none of ours.
            return Kind.NOT_QUARANTINED;
        }

        private Kind ifReleased() {
            boolean failed = !Collections.disjoint(statuses, FAILED);
            return failed && !statuses.contains("delivered") ? Kind.BOUNCED : Kind.RELEASED;
        }

        private boolean isReleaseNamed() {
            return operations.contains("QUARANTINE_RELEASE") || operations.contains("RELEASE");
        }

        private String how() {
            List<String> words = new ArrayList<>();
            if (quarantined != null) {
                words.add("is_quarantined=" + quarantined);
            }
            if (statuses.isEmpty()) {
                words.add("nothing is said of its delivery");
            } else {
                boolean underWay = !Collections.disjoint(statuses, UNDER_WAY);
                String how = "delivery_status=" + String.join("+", statuses);
                words.add(underWay ? how + " (still on its way)" : how);
            }
            if (operations != null && !operations.isEmpty()) {
                words.add("post_delivery_operations=" + String.join("+", operations));
            }
            return String.join(", ", words);
        }
    }
}
