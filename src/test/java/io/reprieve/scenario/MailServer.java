package io.reprieve.scenario;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on a port of this machine that keeps what it takes. Thread-safe. */
public final class MailServer implements AutoCloseable {
    /** What it does with a mail that came whole, and with its addresses. */
    public enum Manner {
        /** It takes it. */
        TAKES,
        /** It refuses the receivers. */
        REFUSES,
        /** It has no room. */
        IS_FULL,
        /** It has the whole mail, and is gone before it says so. */
        IS_CUT_OFF
    }

    /**
     * A mail as it came.
     *
     * @param from the sender of the envelope
     * @param to the receivers of the envelope
     * @param user who had logged in, or null
     * @param message the mail itself
     */
    public record Mail(String from, List<String> to, Object user, MimeMessage message) {}

    private final SMTPServer server;
    private final Manner manner;
    private final String password;
    private final Map<String, RejectException> refused = new ConcurrentHashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    private MailServer(SMTPServer.Builder builder, Options options) {
        this.manner = options.manner();
        this.password = options.password();
        if (password != null) {
            builder.authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::login));
            builder.requireAuth();
        }
        server =
                builder.serverSocketFactory(() -> listen(options))
                        .messageHandlerFactory(Incoming::new)
                        .build();
        server.start();
    }

    /**
     * What kind of server it is.
     *
     * @param startTls the certificate that it offers STARTTLS with, or null
     * @param tls the certificate for TLS from the start, or null
     * @param password what everybody logs in with, or null
     * @param manner what it does with mails
     */
    public record Options(SSLContext startTls, SSLContext tls, String password, Manner manner) {
        Options with(Manner other) {
            return new Options(startTls, tls, password, other);
        }
    }

    /** A server on that port; 0 is any. */
    public static MailServer start(int port, Options options) {
        SMTPServer.Builder builder =
                new SMTPServer.Builder().bindAddress(InetAddress.getLoopbackAddress()).port(port);
        if (options.startTls() != null) {
            builder.enableTLS().requireTLS().startTlsSocketFactory(options.startTls());
        }
        return new MailServer(builder, options);
    }

    /** From now on it refuses that receiver. */
    public void refuse(String receiver, int code, String words) {
        refused.put(receiver, new RejectException(code, words));
    }

    /** From now on it takes every receiver. */
    public void takeAll() {
        refused.clear();
    }

    /** Its port. */
    public int port() {
        return server.getPortAllocated();
    }

    /** Passwords that anybody showed it. */
    public List<String> logins() {
        return logins;
    }

    /** What it has taken. */
    public List<Mail> mails() {
        return mails;
    }

    @Override
    public void close() {
        cutOff();
        server.stop();
    }

    private void login(String user, String shown, MessageContext context)
            throws LoginFailedException {
        logins.add(shown);
        if (!password.equals(shown)) {
            throw new LoginFailedException("Authentication credentials invalid");
        }
    }

    private void take(Mail mail) throws RejectException {
        switch (manner) {
            case TAKES -> mails.add(mail);
            case REFUSES -> throw new RejectException(550, mail.to() + " have left");
            case IS_FULL -> throw new RejectException(452, "no room");
            case IS_CUT_OFF -> cutOff();
        }
    }

    private void cutOff() {
        for (Socket connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ServerSocket listen(Options options) throws IOException {
        return options.tls() == null
                ? new Kept()
                : options.tls().getServerSocketFactory().createServerSocket();
    }

    /** One mail as it comes in. */
    private final class Incoming implements MessageHandler {
        private final Object user;
        private final List<String> receivers = new ArrayList<>();
        private String sender;

        private Incoming(MessageContext context) {
            user =
                    context.getAuthenticationHandler()
                            .map(AuthenticationHandler::getIdentity)
                            .orElse(null);
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (refused.containsKey(recipient)) {
                throw refused.get(recipient);
            }
            receivers.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            try {
                Session session = Session.getInstance(new Properties());
                take(new Mail(sender, receivers, user, new MimeMessage(session, data)));
                return null;
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void done() {}
    }

    /** Remembers who came, so that they can be cut off. */
    private final class Kept extends ServerSocket {
        private Kept() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket connection = super.accept();
            connections.add(connection);
            return connection;
        }
    }
}
