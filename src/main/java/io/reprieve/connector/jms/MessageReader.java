package io.reprieve.connector.jms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reprieve.domain.Row;
import io.reprieve.ledger.NewRequest;
import io.reprieve.list.ListFacts;
import io.reprieve.list.ListReader;
import io.reprieve.list.RowReader;
import io.reprieve.list.UnreadableListException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes of a message what it asks for, and finds out whether its body is a list. Thread-safe. */
final class MessageReader {
    /** Longest mark that is repeated in an answer; a longer one is not. */
    private static final int LONGEST_MARK = 60_000;

    private static final int KEY_BYTES = 16;

    /**
     * Where Artemis puts the id of a message that came by AMQP and leaves by its own protocol; the
     * id of the message itself is then another one at each delivery.
     */
    private static final String ARTEMIS_SENT_ID = "NATIVE_MESSAGE_ID";

    private final MessageBodies bodies;
    private final ListReader lists;
    private final Addresses addresses;

    MessageReader(MessageBodies bodies, ListReader lists, Addresses addresses) {
        this.bodies = bodies;
        this.lists = lists;
        this.addresses = addresses;
    }

    /**
     * Reads all of a message.
     *
     * @throws NoListException when it is no list
     * @throws IOException when the disk does not take a long body
     */
    RequestMessage read(Message message) throws JMSException, IOException, NoListException {
        MessageBody body = body(message);
        try (RowReader rows = lists.open(body.source())) {
            return read(message, body, rows);
        } catch (UnreadableListException e) {
            throw new NoListException(e.getMessage(), body);
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private MessageBody body(Message message) throws JMSException, IOException, NoListException {
        try {
            return bodies.read(message);
        } catch (UnreadableListException e) {
            throw new NoListException(e.getMessage(), null);
        }
    }

    private RequestMessage read(Message message, MessageBody body, RowReader rows)
            throws JMSException, IOException {
        ListFacts facts = rows.facts();
        boolean shared = body.isSmall() && facts.requestedBy() == null && facts.reason() == null;
        List<Row> kept = new ArrayList<>();
        long count = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            count++;
            if (shared) {
                kept.add(row);
            }
        }
        // Who has to be looked at first must not keep others waiting.
        shared &= rows.doubt().isEmpty() && !rows.isUnfamiliar();
        return new RequestMessage(
                body,
                shared ? kept : List.of(),
                count,
                facts.account(),
                shared ? RequestMessage.Sharing.SHARED : RequestMessage.Sharing.ALONE,
                new RequestMessage.Telling(id(message) != null, message.getJMSRedelivered()),
                request(message, body, count));
    }

    private NewRequest request(Message message, MessageBody body, long count)
            throws JMSException, IOException {
        String id = id(message);
        String correlation = message.getJMSCorrelationID();
        String mark = correlation == null || correlation.isEmpty() ? id : correlation;
        boolean fits = mark != null && mark.length() <= LONGEST_MARK;
        return new NewRequest(
                key(id == null ? marks(message) : id, body),
                0,
                Long.MAX_VALUE,
                count,
                addresses.ofReply(message.getJMSReplyTo()),
                fits ? mark : null);
    }

    /** The id that its sender knows, or null. */
    private static String id(Message message) throws JMSException {
        String sent = message.getStringProperty(ARTEMIS_SENT_ID);
        String id = sent == null ? message.getJMSMessageID() : sent;
        return id == null || id.isEmpty() ? null : id;
    }

    /** What else its sender has said of a message. Begins as no id does. */
    private static String marks(Message message) throws JMSException {
        return String.join(
                "\0",
                "",
                message.getStringProperty("JMSXGroupID"),
                Long.toString(message.getJMSTimestamp()),
                message.getJMSCorrelationID(),
                String.valueOf(message.getJMSReplyTo()));
    }

    /** Id and body: there are clients that give each of their messages the same id. */
    private static byte[] key(String id, MessageBody body) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(id.getBytes(UTF_8));
            digest.update((byte) 0);
            try (OutputStream out =
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                body.writeTo(out);
            }
            return Arrays.copyOf(digest.digest(), KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
