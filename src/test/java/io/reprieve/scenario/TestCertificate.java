package io.reprieve.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for servers of a test, made by the JDK's own keytool and trusted by nobody.
 *
 * @param pem the certificate, for those who are to trust it
 * @param context what a server answers with
 */
public record TestCertificate(Path pem, SSLContext context) {
    private static final String PASSWORD = "for-a-test";

    /** A certificate for that name, kept in that folder. */
    public static TestCertificate make(Path folder, String host) {
        Path store = folder.resolve(host + ".p12");
        Path pem = folder.resolve(host + ".pem");
        keytool(store, "server", "-genkeypair", subject(host));
        keytool(store, "server", "-exportcert", List.of("-rfc", "-file", pem.toString()));
        return new TestCertificate(pem, context(store));
    }

    /** One that an authority has issued and that expired yesterday; to trust is the authority. */
    public static TestCertificate makeExpired(Path folder, String host) {
        Path store = folder.resolve(host + "-expired.p12");
        Path pem = folder.resolve(host + "-authority.pem");
        List<String> expired = new ArrayList<>(subject(host));
        expired.addAll(List.of("-signer", "authority", "-startdate", "-2d", "-validity", "1"));
        keytool(
                store,
                "authority",
                "-genkeypair",
                List.of("-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c"));
        keytool(store, "server", "-genkeypair", expired);
        keytool(store, "authority", "-exportcert", List.of("-rfc", "-file", pem.toString()));
        keytool(store, "authority", "-delete", List.of());
        return new TestCertificate(pem, context(store));
    }

    private static List<String> subject(String host) {
        String san = host.matches("[0-9.]+") ? "san=ip:" + host : "san=dns:" + host;
        return List.of("-keyalg", "EC", "-dname", "CN=" + host, "-ext", san);
    }

    private static void keytool(Path store, String alias, String command, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.add(command);
        line.addAll(arguments);
        line.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        line.addAll(List.of("-alias", alias));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(Path store) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
