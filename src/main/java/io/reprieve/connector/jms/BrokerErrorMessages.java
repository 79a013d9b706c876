package io.reprieve.connector.jms;

import jakarta.jms.JMSSecurityException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What it means that a broker cannot be reached, and what to do about it. */
final class BrokerErrorMessages {
    private BrokerErrorMessages() {}

    /** Whole sentences, in which there is no secret. */
    static String of(JmsSettings settings, Throwable failure) {
        Throwable root = root(failure);
        boolean isOurs = failure instanceof NoTransactionsException;
        String words =
                isOurs || root.getMessage() == null ? failure.getMessage() : root.getMessage();
        String said = words == null ? root.getClass().getSimpleName() : words;
        return "the broker at " + shown(settings) + meaning(failure, root, said);
    }

    /** Where it is, without the client's options. */
    static String shown(JmsSettings settings) {
        return settings.url().replaceAll("\\?.*", "");
    }

    private static String meaning(Throwable failure, Throwable root, String said) {
        String end = said.endsWith(".") ? said : said + ".";
        if (failure instanceof NoTransactionsException) {
            return " lets us in, but opens no transaction, which Reprieve needs: "
                    + end
                    + " RabbitMQ has no transactions in AMQP 1.0; name another broker in"
                    + " reprieve.jms.url, see docs/jms.md.";
        }
        if (failure instanceof JMSSecurityException) {
            return " refuses the user or password: "
                    + end
                    + " Correct reprieve.jms.user and reprieve.jms.password.";
        }
        if (root instanceof UnknownHostException) {
            return " cannot be found: nobody knows the host " + end + " Correct reprieve.jms.url.";
        }
        if (isTls(failure)) {
            return " cannot be trusted, or does not trust us: "
                    + end
                    + " Look at reprieve.jms.tls.trust-store and .key-store.";
        }
        return " cannot be reached: "
                + end
                + " See that it runs, and that scheme, host and port in reprieve.jms.url are right.";
    }

    private static boolean isTls(Throwable failure) {
        boolean found = false;
        for (Throwable one = failure; one != null && !found; one = one.getCause()) {
            found =
                    one instanceof SSLException
                            || one instanceof java.security.cert.CertificateException;
        }
        return found;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
