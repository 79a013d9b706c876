package io.reprieve.connector.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What the failure of a mail means, and which setting to look at. */
final class MailErrorMessages {
    private static final int DEEPEST = 20;
    private static final String LOGIN_NEEDED = "530 ";
    private static final String GONE = "[EOF]";
    private static final Pattern CODE = Pattern.compile("^\\d{3}( \\d\\.\\d{1,3}\\.\\d{1,3})?");

    /** Which class of Java's said so is nothing to whoever reads it. */
    private static final Pattern NAME = Pattern.compile("(\\w+\\.)+\\w+Exception: ");

    private MailErrorMessages() {}

    /** Words for it, without a secret; mail addresses may be in them. */
    static String of(Throwable failure, MailSettings settings) {
        List<Throwable> causes = causes(failure);
        String server = "the mail server " + settings.host() + ":" + settings.port();
        Optional<String> own =
                causes.stream()
                        .filter(NoticeFailedException.class::isInstance)
                        .map(Throwable::getMessage)
                        .findFirst();
        return own.orElseGet(
                () ->
                        causes.stream()
                                .map(cause -> ofCause(cause, settings, server))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElseGet(() -> unknown(causes, server)));
    }

    private static String ofCause(Throwable cause, MailSettings settings, String server) {
        if (cause instanceof AuthenticationFailedException refused) {
            return server
                    + " refuses the login ("
                    + code(refused)
                    + "); check reprieve.notify.mail.user and reprieve.notify.mail.password";
        }
        if (said(cause).contains(GONE)) {
            return server + " is gone in the middle; the mail is kept";
        }
        if (said(cause).startsWith(LOGIN_NEEDED)) {
            return server
                    + " wants a login; set reprieve.notify.mail.user and"
                    + " reprieve.notify.mail.password";
        }
        if (cause instanceof SendFailedException) {
            return refused(cause, settings, server);
        }
        if (cause instanceof CertificateException || cause instanceof SSLException) {
            return tls(cause, server);
        }
        return connection(cause, settings, server);
    }

    /** The mail, or each address by its place in the setting, since addresses are not shown. */
    private static String refused(Throwable failure, MailSettings settings, String server) {
        List<MailResults.Refusal> refusals = MailResults.of(failure).refusals();
        if (refusals.isEmpty()) {
            return server
                    + " refuses the mail, and nobody gets it: "
                    + said(failure)
                    + "; check reprieve.notify.mail.from and reprieve.notify.mail.to";
        }
        List<String> known = settings.to().stream().map(MailResults::plain).toList();
        List<String> each = new ArrayList<>();
        for (MailResults.Refusal refusal : refusals) {
            each.add(
                    "address "
                            + (known.indexOf(refusal.address()) + 1)
                            + " of reprieve.notify.mail.to "
                            + (refusal.isFinal()
                                    ? "for good, so that it gets no notice"
                                    : "for now, so that it gets the notice later")
                            + " ("
                            + refusal.words()
                            + ")");
        }
        return server + " refuses " + String.join("; ", each);
    }

    private static String connection(Throwable cause, MailSettings settings, String server) {
        if (cause instanceof UnknownHostException) {
            return "there is no machine called "
                    + settings.host()
                    + "; check reprieve.notify.mail.host";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return server + " cannot be reached; is it up, and the port right?";
        }
        if (cause instanceof EOFException || cause instanceof SocketException) {
            return server + " is gone in the middle (" + said(cause) + "); the mail is kept";
        }
        if (cause instanceof SocketTimeoutException) {
            return server
                    + " does not answer in time; if it speaks TLS from the start, set"
                    + " reprieve.notify.mail.tls = tls";
        }
        if (String.valueOf(cause.getMessage()).startsWith("STARTTLS is required")) {
            return server
                    + " offers no STARTTLS, so nothing was sent; either it speaks TLS from the"
                    + " start (reprieve.notify.mail.tls = tls), or somebody has put himself in"
                    + " between";
        }
        return null;
    }

    private static String tls(Throwable cause, String server) {
        String said = said(cause);
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return "the certificate of "
                    + server
                    + " is for another name, so nothing was sent; check reprieve.notify.mail.host";
        }
        if (said.startsWith("PKIX") || cause instanceof CertificateException) {
            return "the certificate of "
                    + server
                    + " is not trusted ("
                    + said
                    + "), so nothing was sent; is it from an authority of your own, put that into"
                    + " the file of reprieve.notify.trust";
        }
        return server
                + " and this side do not agree on TLS ("
                + said
                + "), so nothing was sent; check reprieve.notify.mail.port and"
                + " reprieve.notify.mail.tls";
    }

    private static String unknown(List<Throwable> causes, String server) {
        return "the connection to " + server + " failed: " + said(causes.get(causes.size() - 1));
    }

    /** Not the words beside it: a server may repeat there what it was shown. */
    private static String code(Throwable refused) {
        Matcher code = CODE.matcher(said(refused));
        return code.find() ? code.group() : "without a code";
    }

    static String said(Throwable cause) {
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : NAME.matcher(cause.getMessage()).replaceAll("").strip().replaceAll("\\s+", " ");
    }

    static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && causes.size() < DEEPEST) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }
}
