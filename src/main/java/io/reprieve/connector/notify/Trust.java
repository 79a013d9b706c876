package io.reprieve.connector.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates of an authority of the operator's own, besides those that Java trusts. */
final class Trust {
    private Trust() {}

    /**
     * Who is trusted.
     *
     * @param file certificates in PEM
     * @throws IllegalArgumentException when it holds none, in words
     */
    static X509TrustManager with(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("java-" + number++, known);
            }
            int ofJava = number;
            try (InputStream in = Files.newInputStream(file)) {
                for (Certificate own :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("own-" + number++, own);
                }
            }
            if (number == ofJava) {
                throw new GeneralSecurityException("there is none in it");
            }
            return manager(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "reprieve.notify.trust: "
                            + file
                            + " cannot be read as certificates in PEM: "
                            + e.getMessage(),
                    e);
        }
    }

    private static X509TrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        TrustManager[] managers = factory.getTrustManagers();
        return Arrays.stream(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
