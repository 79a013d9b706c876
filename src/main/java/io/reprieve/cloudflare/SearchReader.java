package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.domain.FoundMessage;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads pages of a search: {@code "result":[…],"result_info":{"next":"…"}}, or 202 with {@code
 * Location} while it is still at work. Messages are handed on one by one, so that a page of any
 * size fits into memory. Thread-safe.
 */
public final class SearchReader {
    private static final int ACCEPTED = 202;

    private static final Pattern CURSOR_IN_ADDRESS =
            Pattern.compile("^(?:https?:/)?/.*[?&]cursor=([^&#]*)");

    /** Longest text that is kept of a field, in characters. */
    private static final int LONGEST = 300;

    /** Most addresses that are kept of a message. */
    private static final int MAX_ADDRESSES = 50;

    private final AnswerReader answers;
    private final Clock clock;

    /** A reader that tells failures as that one does. */
    public SearchReader(AnswerReader answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Reads the answer, whatever it is; closes its body.
     *
     * @param each is shown every message, also those of a page that then turns out to be cut
     */
    public Searched read(Reply reply, Consumer<FoundMessage> each) {
        Results results = new Results(each);
        AnswerReader.Said said = answers.said(reply, results);
        if (reply.status() == ACCEPTED) {
            return new Searched.Later(
                    reply.header("Location"), RetryAfter.read(reply.header("Retry-After"), clock));
        }
        if (!AnswerReader.isSuccess(reply.status())) {
            return new Searched.Failed(answers.failed(reply, said));
        }
        boolean told = said.envelope() != null && said.envelope().success() && results.present;
        return told
                ? new Searched.Page(results.count, results.following())
                : new Searched.Failed(answers.unusable(said));
    }

    /** What a failure without an answer means: asking changes nothing, so it can be repeated. */
    public Searched read(Throwable failure) {
        return new Searched.Failed(answers.read(failure, false));
    }

    private static final class Results implements Envelope.ResultReader {
        private final Consumer<FoundMessage> each;
        private boolean present;
        private int count;
        private String next;
        private String cursor;

        private Results(Consumer<FoundMessage> each) {
            this.each = each;
        }

        @Override
        public void read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            present = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                count++;
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    each.accept(message(parser));
                } else {
                    parser.skipChildren();
                }
            }
        }

        @Override
        public void readInfo(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "next" -> next = cursor(ResultReading.text(parser));
                    case "cursor" -> cursor = cursor(ResultReading.text(parser));
                    default -> parser.skipChildren();
                }
            }
        }

        /** {@code next} is what is published; {@code cursor} is what was, and some answers have. */
        private String following() {
            return next == null ? cursor : next;
        }

        /** A cursor, which may stand in the whole address of the next page; null for none. */
        private static String cursor(String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            Matcher address = CURSOR_IN_ADDRESS.matcher(text);
            return address.find()
                    ? URLDecoder.decode(address.group(1), StandardCharsets.UTF_8)
                    : text;
        }

        private static FoundMessage message(JsonParser parser) throws IOException {
            String id = null;
            String subject = null;
            String disposition = null;
            String scannedAt = null;
            Boolean quarantined = null;
            List<String> statuses = List.of();
            List<String> senders = new ArrayList<>();
            List<String> recipients = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = cut(ResultReading.text(parser));
                    case "subject" -> subject = cut(ResultReading.text(parser));
                    case "final_disposition" -> disposition = cut(ResultReading.text(parser));
                    case "scanned_at" -> scannedAt = cut(ResultReading.text(parser));
                    case "is_quarantined" ->
                            quarantined = value.isBoolean() ? parser.getBooleanValue() : null;
                    case "delivery_status" -> statuses = texts(parser);
                    case "from" -> senders.addAll(0, texts(parser));
                    case "envelope_from" -> senders.addAll(texts(parser));
                    case "to", "client_recipients", "envelope_to" -> add(recipients, texts(parser));
                    default -> parser.skipChildren();
                }
            }
            boolean held = quarantined == null ? statuses.contains("quarantined") : quarantined;
            return new FoundMessage(
                    id, List.copyOf(senders), recipients, subject, disposition, scannedAt, held);
        }

        private static void add(List<String> all, List<String> more) {
            more.stream().filter(one -> !all.contains(one)).forEach(all::add);
        }

        private static List<String> texts(JsonParser parser) throws IOException {
            List<String> texts =
                    parser.currentToken() == JsonToken.VALUE_STRING
                            ? List.of(parser.getText())
                            : ResultReading.texts(parser);
            return texts.stream().limit(MAX_ADDRESSES).map(Results::cut).toList();
        }

        private static String cut(String text) {
            return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        }
    }
}
