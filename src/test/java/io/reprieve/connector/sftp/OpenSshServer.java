package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprieve.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * OpenSSH's own server on a free port of this machine, for the user who runs the tests. Nothing
 * outside its folder is written but, for root, the folder {@code /run/sshd} that it wants.
 */
final class OpenSshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final String USER = System.getProperty("user.name");
    private static final String HOST = "127.0.0.1";

    private final Path home;
    private final int port;
    private Process process;
    private String more = "";

    private OpenSshServer(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Skips the test where OpenSSH is not installed. */
    static void assumeInstalled() {
        assumeTrue(
                Files.isExecutable(SSHD),
                "skipped: there is no /usr/sbin/sshd; install openssh-server");
        assumeTrue(
                hasKeygen(), "skipped: there is no ssh-keygen on the PATH; install openssh-client");
    }

    /** A server that runs, with an empty folder {@code in} and nobody who may come in yet. */
    static OpenSshServer start(Path home) throws IOException {
        OpenSshServer server = new OpenSshServer(home, FreePort.next());
        Files.createDirectories(server.in());
        Files.writeString(server.authorizedKeys(), "");
        server.makeHostKey();
        server.start();
        server.writeKnownHosts();
        return server;
    }

    /** Starts it again, on the port that it had. */
    void start() throws IOException {
        if (USER.equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        // From 9.8 on it shuts out addresses whose logins fail; older ones do not know the word.
        Path config = writeConfig("PerSourcePenalties no\n" + more);
        if (run(SSHD.toString(), "-t", "-f", config.toString()) != 0) {
            writeConfig(more);
        }
        process =
                new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
        await("sshd at its port").until(this::answers);
    }

    /** Starts it again with those lines of {@code sshd_config}, too. */
    void restartWith(String... lines) throws IOException {
        kill();
        more = String.join("\n", lines) + "\n";
        start();
    }

    /**
     * Has its host key certified.
     *
     * @param options for ssh-keygen, for example {@code -n NAME} for the name of the host
     * @return the line of {@code sshd_config} for it
     */
    String certify(String... options) throws IOException {
        Path authority = home.resolve("authority");
        Files.deleteIfExists(authority);
        keygen(authority, "", "-t", "ed25519");
        List<String> sign =
                new ArrayList<>(
                        List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "id", "-h"));
        sign.addAll(List.of(options));
        sign.add(hostKey() + ".pub");
        assertThat(run(sign.toArray(String[]::new))).isZero();
        return "HostCertificate " + hostKey() + "-cert.pub";
    }

    /** The public half of who certifies. */
    String authority() throws IOException {
        return Files.readString(home.resolve("authority.pub")).strip();
    }

    /** The public half of its host key. */
    String publicHostKey() throws IOException {
        return Files.readString(home.resolve("host_key.pub")).strip();
    }

    /** What the door believes of host keys. */
    void writeKnownHosts(String... lines) throws IOException {
        Files.write(knownHosts(), List.of(lines));
    }

    /** SIGKILL, to the listener and to the process of each connection. */
    void kill() {
        List<ProcessHandle> connections = process.descendants().toList();
        process.destroyForcibly();
        connections.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> !process.isAlive());
        await().until(() -> connections.stream().noneMatch(ProcessHandle::isAlive));
    }

    /**
     * Makes a key, and lets its owner in.
     *
     * @param kind arguments for ssh-keygen, for example {@code -t ed25519}
     * @param passphrase empty: none
     * @return the file with the private key
     */
    Path newKey(String kind, String passphrase) throws IOException {
        Path key = home.resolve("key");
        Files.deleteIfExists(key);
        Files.deleteIfExists(home.resolve("key.pub"));
        keygen(key, passphrase, kind.split(" "));
        Files.copy(home.resolve("key.pub"), authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
        return key;
    }

    /** The server is set up anew: its host key is another one after the next start. */
    void makeHostKey() throws IOException {
        Files.deleteIfExists(hostKey());
        keygen(hostKey(), "", "-t", "ed25519");
    }

    /** As the manual says it: with ssh-keyscan. */
    void writeKnownHosts() throws IOException {
        Process scan =
                new ProcessBuilder("ssh-keyscan", "-p", Integer.toString(port), HOST)
                        .redirectOutput(knownHosts().toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(exit(scan)).isZero();
        assertThat(knownHosts()).isNotEmptyFile();
    }

    /** Settings for a door of that name to this server: key, value, key, value … */
    String[] settings(String name, Path privateKey, String... more) {
        String prefix = "reprieve.intake.sftp." + name + ".";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("host", HOST);
        settings.put("port", Integer.toString(port));
        settings.put("user", USER);
        settings.put("private-key", privateKey.toString());
        settings.put("known-hosts", knownHosts().toString());
        settings.put("dir", "in");
        settings.put("delay", "100ms");
        settings.put("min-age", "0s");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings.entrySet().stream()
                .flatMap(one -> Stream.of(prefix + one.getKey(), one.getValue()))
                .toArray(String[]::new);
    }

    /** How often somebody was let in. */
    long logins() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("Accepted publickey")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path files() {
        return home.resolve("files");
    }

    Path in() {
        return files().resolve("in");
    }

    Path done() {
        return in().resolve("done");
    }

    private Path knownHosts() {
        return home.resolve("known_hosts");
    }

    private Path authorizedKeys() {
        return home.resolve("authorized_keys");
    }

    private Path hostKey() {
        return home.resolve("host_key");
    }

    private Path log() {
        return home.resolve("sshd.log");
    }

    private Path writeConfig(String more) throws IOException {
        String text =
                """
                ListenAddress %s
                Port %d
                HostKey %s
                PidFile none
                AuthorizedKeysFile %s
                PubkeyAuthentication yes
                AuthenticationMethods publickey
                PermitRootLogin prohibit-password
                StrictModes no
                UsePAM no
                Subsystem sftp internal-sftp -d %s
                """
                        .formatted(HOST, port, hostKey(), authorizedKeys(), files());
        return Files.writeString(home.resolve("sshd_config"), text + more);
    }

    private boolean answers() {
        assertThat(process.isAlive()).as("sshd runs; it said: %s", log()).isTrue();
        try (Socket socket = new Socket(HOST, port);
                InputStream in = socket.getInputStream()) {
            byte[] begin = in.readNBytes(4);
            return new String(begin, StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private static void keygen(Path file, String passphrase, String... kind) {
        String[] command =
                Stream.concat(
                                Stream.of("ssh-keygen", "-q", "-N", passphrase, "-f"),
                                Stream.concat(Stream.of(file.toString()), Stream.of(kind)))
                        .toArray(String[]::new);
        assertThat(run(command)).isZero();
    }

    private static boolean hasKeygen() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ssh-keygen")));
    }

    private static int run(String... command) {
        try {
            return exit(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exit(Process process) {
        await().until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
