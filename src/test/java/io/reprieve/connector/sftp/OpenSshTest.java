package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.domain.Outcome;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server that most partners run: OpenSSH's own. Skipped only where it is not installed. */
class OpenSshTest {
    private static final String PASSPHRASE = "open sesame, pa55";

    @TempDir Path folder;
    private OpenSshServer server;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        OpenSshServer.assumeInstalled();
        server = OpenSshServer.start(Files.createDirectories(folder.resolve("server")));
        rehearsal = Rehearsal.prepare(folder.resolve("data"), Rehearsal.cloudflareWithoutLimit());
    }

    @AfterEach
    void stop() {
        if (rehearsal != null) {
            rehearsal.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"with a passphrase, '" + PASSPHRASE + "'", "without one, ''"})
    void a_list_is_fetched_with_a_key_released_moved_and_its_report_delivered(
            String name, String passphrase) throws Exception {
        put("list.csv", "id\n4711\n" + String.join("\n", Ids.plain(30)) + "\n");
        Path key = server.newKey("-t ed25519", passphrase);
        rehearsal
                .with(server.settings("partner", key, "deliver", "out/results"))
                .with(passphrase.isEmpty() ? new String[0] : passphrase(passphrase))
                .start();

        JobReport report = rehearsal.folder().awaitReport("list.csv");

        assertThat(report.source()).isEqualTo("sftp:partner/list.csv");
        await().until(() -> Partner.names(server.done()).equals(List.of("list.csv")));
        assertThat(Partner.names(server.in())).isEmpty();
        rehearsal.checkReleasedOnce(Ids.plain(30));
        awaitDelivered(report);
        assertThat(rehearsal.folder().reports()).hasSize(1);
    }

    /** What docs/sftp.md says about keys. */
    @ParameterizedTest
    @CsvSource({
        "-t ed25519, ''",
        "-t ed25519, pa55word",
        "-t ed25519 -a 100 -Z aes256-gcm@openssh.com, pa55word",
        "-t ecdsa -b 256, pa55word",
        "-t ecdsa -b 521, ''",
        "-t rsa -b 3072, pa55word",
        "-t ecdsa -m PEM, ''",
        "-t ecdsa -m PEM, pa55word",
        "-t rsa -b 3072 -m PEM, pa55word",
        "-t ecdsa -m PKCS8, ''",
        "-t rsa -b 3072 -m PKCS8, pa55word",
    })
    void keys_of_this_kind_are_taken(String kind, String passphrase) throws Exception {
        rehearsal.with(server.settings("partner", server.newKey(kind, passphrase)));
        if (!passphrase.isEmpty()) {
            rehearsal.with(passphrase(passphrase));
        }

        assertThat(check().words()).startsWith("reached, its host key matches, login works");
    }

    @ParameterizedTest
    @CsvSource({"a-wr0ng-one", "''"})
    void a_key_that_its_passphrase_does_not_open_is_said_without_showing_it(String given)
            throws Exception {
        rehearsal.with(server.settings("partner", server.newKey("-t ed25519", PASSPHRASE)));
        if (!given.isEmpty()) {
            rehearsal.with(passphrase(given));
        }

        assertThat(check().isGood()).isFalse();
        assertThat(check().words())
                .contains("reprieve.intake.sftp.partner.private-key", "passphrase")
                .doesNotContain("a-wr0ng-one");
        assertThat(server.logins()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"missing", "empty", "no key at all", "a public key"})
    void a_file_that_holds_no_private_key_is_said(String what) throws Exception {
        Path key = server.newKey("-t ed25519", "");
        switch (what) {
            case "missing" -> Files.delete(key);
            case "empty" -> Files.writeString(key, "");
            case "a public key" ->
                    Files.copy(
                            key.resolveSibling("key.pub"),
                            key,
                            StandardCopyOption.REPLACE_EXISTING);
            default -> Files.writeString(key, what);
        }
        rehearsal.with(server.settings("partner", key));

        assertThat(check().words())
                .contains(
                        "reprieve.intake.sftp.partner.private-key",
                        "cannot be read as a private key");
    }

    @Test
    void a_server_killed_and_started_in_the_middle_gets_each_of_many_files_taken_once()
            throws Exception {
        int files = 120;
        for (int n = 0; n < files; n++) {
            put("list-" + n + ".csv", Ids.csv(Ids.plain(5 * n, 5)));
        }
        rehearsal.with(server.settings("partner", server.newKey("-t ed25519", ""))).start();
        for (int kill = 1; kill <= 3; kill++) {
            int some = 25 * kill;
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> Partner.names(server.done()).size() >= some);
            server.kill();
            assertThat(Partner.names(server.in())).isNotEmpty();
            server.start();
        }

        await().until(() -> Partner.names(server.done()).size() == files);
        await().until(() -> rehearsal.folder().reports().size() == files);
        assertThat(Partner.names(server.in())).isEmpty();
        assertThat(rehearsal.reprieve().ledger().jobs().newest(2 * files)).hasSize(files);
        rehearsal.checkReleasedOnce(Ids.plain(5 * files));
    }

    @Test
    void a_server_with_another_host_key_gets_no_login_until_a_person_agrees() throws Exception {
        put("list.csv", Ids.csv(Ids.plain(2)));
        server.kill();
        server.makeHostKey();
        server.start();
        rehearsal.with(server.settings("partner", server.newKey("-t ed25519", ""))).start();
        awaitTrouble("is not the one in");
        assertThat(check().words()).contains("host key");
        assertThat(server.logins()).isZero();

        server.writeKnownHosts();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
    }

    @ParameterizedTest
    @CsvSource({"*, true", "127.0.0.*, true", "elsewhere.example, true"})
    void a_host_key_that_is_revoked_is_refused_whatever_host_its_line_names(String host)
            throws Exception {
        String known = Files.readString(folder.resolve("server/known_hosts")).strip();
        server.writeKnownHosts(known, "@revoked " + host + " " + server.publicHostKey());
        rehearsal.with(server.settings("partner", server.newKey("-t ed25519", "")));

        assertThat(check().words()).contains("@revoked", "known_hosts").doesNotContain("keyscan");
        assertThat(server.logins()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-n 127.0.0.1, login works",
        "-n other.example, @cert-authority",
        "-n 127.0.0.1 -V 20200101:20200102, @cert-authority"
    })
    void a_certificate_of_the_host_counts_while_it_is_valid(String options, String words)
            throws Exception {
        server.restartWith(server.certify(options.split(" ")));
        server.writeKnownHosts("@cert-authority * " + server.authority());
        rehearsal.with(server.settings("partner", server.newKey("-t ed25519", "")));

        assertThat(check().words()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "KexAlgorithms diffie-hellman-group1-sha1, key exchange, diffie-hellman-group1-sha1",
        "Ciphers 3des-cbc, cipher, 3des-cbc",
        "MACs hmac-md5, MAC, hmac-md5",
    })
    void a_server_with_old_algorithms_alone_is_told_with_what_it_offers(
            String line, String kind, String offered) throws Exception {
        server.restartWith(line);
        rehearsal.with(server.settings("partner", server.newKey("-t ed25519", "")));

        assertThat(check().words()).contains("no " + kind + " in common", offered);
    }

    /** With the class path that ships: that of the tests has more ciphers. */
    @Test
    void a_key_with_a_cipher_that_is_not_supported_is_told_with_the_way_out() throws Exception {
        Path key = server.newKey("-t ed25519 -Z chacha20-poly1305@openssh.com", PASSPHRASE);
        Map<String, String> settings =
                Program.quickSettings(folder.resolve("data"), rehearsal.cloudflare());
        String[] door = server.settings("partner", key);
        for (int i = 0; i < door.length; i += 2) {
            settings.put(door[i], door[i + 1]);
        }
        settings.put("reprieve.intake.sftp.partner.passphrase", PASSPHRASE);

        try (Program check = Program.start(folder, settings, "check")) {
            check.awaitExit();
            assertThat(check.output())
                    .contains("chacha20-poly1305@openssh.com", "ssh-keygen -p -Z aes256-ctr")
                    .doesNotContain(PASSPHRASE);
        }
    }

    @Test
    void names_with_a_backslash_or_a_line_break_are_refused_and_stay() throws Exception {
        List<String> hostile = List.of("a\\b.csv", "line\nbreak.csv");
        for (String name : hostile) {
            put(name, Ids.csv(Ids.plain(1)));
        }
        put("good list.csv", Ids.csv(Ids.plain(1, 2)));
        rehearsal
                .with(
                        server.settings(
                                "partner", server.newKey("-t ed25519", ""), "after", "delete"))
                .start();

        rehearsal.folder().awaitReport("good list.csv").allWere(Outcome.RELEASED);
        await().until(() -> Files.notExists(server.in().resolve("good list.csv")));
        awaitPolls();

        assertThat(Partner.names(server.in())).containsExactlyInAnyOrderElementsOf(hostile);
        assertThat(rehearsal.folder().reports()).hasSize(1);
        rehearsal.checkReleasedOnce(Ids.plain(1, 2));
        assertThat(rehearsal.cloudflare().messagesReleased()).isEqualTo(2);
    }

    /** Puts a list into the folder at once. */
    private void put(String name, String text) throws IOException {
        Path aside = Files.writeString(folder.resolve("aside"), text);
        Files.move(aside, server.in().resolve(name));
    }

    private void awaitDelivered(JobReport report) {
        Path results = server.files().resolve("out/results");
        String job = report.job();
        await().until(
                        () ->
                                Partner.names(results)
                                        .equals(
                                                List.of(
                                                        job + "-dead-letter.csv",
                                                        job + "-report.csv",
                                                        job + "-summary.json")));
        assertThat(results.resolve(job + "-report.csv"))
                .hasSameBinaryContentAs(
                        rehearsal.folder().path().resolve("reports/" + job + "/report.csv"));
    }

    private static String[] passphrase(String passphrase) {
        return new String[] {"reprieve.intake.sftp.partner.passphrase", passphrase};
    }

    private SftpCheck.Finding check() {
        return SftpCheck.look(SftpServers.read(rehearsal.settings().values()).get(0));
    }

    private SftpHealth.State health() {
        return rehearsal
                .reprieve()
                .context()
                .getRegistry()
                .lookupByNameAndType("sftpHealth", SftpHealth.class)
                .states()
                .getOrDefault("sftp:partner", new SftpHealth.State(null, null, null, 0, 0));
    }

    private void awaitTrouble(String words) {
        await().untilAsserted(() -> assertThat(health().trouble()).contains(words));
    }

    /** Waits until three more polls have come to their end. */
    private void awaitPolls() {
        for (int poll = 0; poll < 3; poll++) {
            var before = health().lastFinished();
            await().until(() -> !java.util.Objects.equals(health().lastFinished(), before));
        }
    }
}
