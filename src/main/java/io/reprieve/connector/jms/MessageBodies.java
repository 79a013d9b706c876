package io.reprieve.connector.jms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reprieve.files.PrivateFiles;
import io.reprieve.list.UnreadableListException;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads bodies of text and bytes messages. Objects are never unpacked, whatever they are. What is
 * long goes to a file piece by piece. Thread-safe.
 */
final class MessageBodies {
    private static final int PIECE = 64 * 1024;

    /** What Artemis calls the stream that it writes a long body to, without holding it. */
    private static final String ARTEMIS_SAVE = "JMS_AMQ_SaveStream";

    /** What it calls the stream that it reads a long body from. */
    private static final String ARTEMIS_INPUT = "JMS_AMQ_InputStream";

    private final Path folder;

    /** Bodies whose files lie in that folder. */
    MessageBodies(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a body.
     *
     * @throws UnreadableListException when it is of a kind that has no text
     * @throws IOException when the disk does not take it
     */
    MessageBody read(Message message) throws JMSException, IOException {
        if (message instanceof TextMessage text) {
            return ofText(text.getText());
        }
        if (message instanceof BytesMessage bytes) {
            return ofBytes(bytes);
        }
        throw new UnreadableListException(
                "The message is neither a text nor a bytes message. Send the list as text, or as"
                        + " bytes in UTF-8; objects, maps and streams are not looked at.");
    }

    /** About how long a body is, in characters or bytes; 0 for a kind that has no text. */
    static long length(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? 0 : text.getText().length();
        }
        return message instanceof BytesMessage bytes ? bytes.getBodyLength() : 0;
    }

    /** A new bytes message with that body; a long one is read when it is sent. */
    static Message newBytes(Session session, Message like, MessageBody body, InputStream bytes)
            throws JMSException, IOException {
        BytesMessage message = session.createBytesMessage();
        if (isStreamed(like) && !body.isSmall()) {
            message.setObjectProperty(ARTEMIS_INPUT, bytes);
            return message;
        }
        byte[] piece = new byte[PIECE];
        for (int read = bytes.read(piece); read > 0; read = bytes.read(piece)) {
            message.writeBytes(piece, 0, read);
        }
        return message;
    }

    private static boolean isStreamed(Message message) {
        return message instanceof BytesMessage
                && message.getClass().getName().startsWith("org.apache.activemq.artemis.");
    }

    private MessageBody ofText(String text) throws IOException {
        if (text == null) {
            return new MessageBody(new byte[0], null);
        }
        if (text.length() <= MessageBody.SMALL / 3) {
            return new MessageBody(text.getBytes(UTF_8), null);
        }
        Path file = newFile();
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(PrivateFiles.write(file), UTF_8.newEncoder()))) {
            // Half a pair of surrogates makes no text of UTF-8; what is no list is told as such.
            for (int at = 0; at < text.length(); at += PIECE) {
                int length = Math.min(PIECE, text.length() - at);
                out.write(text, at, length);
            }
        } catch (java.nio.charset.CharacterCodingException e) {
            Files.deleteIfExists(file);
            throw new UnreadableListException("The text has half a character in it.", e);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new MessageBody(null, file);
    }

    private MessageBody ofBytes(BytesMessage message) throws JMSException, IOException {
        long length = message.getBodyLength();
        message.reset();
        if (length <= MessageBody.SMALL) {
            byte[] bytes = new byte[(int) length];
            int read = message.readBytes(bytes);
            return new MessageBody(
                    read == bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(0, read)), null);
        }
        Path file = newFile();
        try (OutputStream out = PrivateFiles.write(file)) {
            if (isStreamed(message)) {
                message.setObjectProperty(ARTEMIS_SAVE, out);
            } else {
                copy(message, out);
            }
        } catch (IOException | JMSException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new MessageBody(null, file);
    }

    private static void copy(BytesMessage message, OutputStream out)
            throws JMSException, IOException {
        byte[] piece = new byte[PIECE];
        for (int read = message.readBytes(piece); read > 0; read = message.readBytes(piece)) {
            out.write(piece, 0, read);
        }
    }

    private Path newFile() throws IOException {
        return PrivateFiles.temporaryFile(folder, "body-", ".txt");
    }
}
