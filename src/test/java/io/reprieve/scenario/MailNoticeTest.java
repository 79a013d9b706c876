package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.FreePort;
import io.reprieve.ledger.Delivery;
import io.reprieve.practice.SpecialId;
import io.reprieve.scenario.MailServer.Mail;
import io.reprieve.scenario.MailServer.Manner;
import io.reprieve.scenario.MailServer.Options;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trouble is told by mail, encrypted or not at all. One Reprieve runs for most of it, and the mail
 * server behind its address is another one each time, as it is in real life.
 */
class MailNoticeTest {
    private static final String DEAD = "id\n" + SpecialId.UNDELIVERED.id() + "\n";
    private static final String PASSWORD = "pass word-ä";

    @TempDir static Path data;
    @TempDir static Path secrets;
    private static TestCertificate right;
    private static TestCertificate ofAnother;
    private static TestCertificate untrusted;
    private static Path password;
    private static Rehearsal rehearsal;
    private static int port;
    private static int lists;

    @BeforeAll
    static void prepare() throws Exception {
        right = TestCertificate.make(secrets, "127.0.0.1");
        ofAnother = TestCertificate.make(secrets, "elsewhere.example");
        untrusted = TestCertificate.make(Files.createDirectory(data.resolve("u")), "127.0.0.1");
        String both = Files.readString(right.pem()) + Files.readString(ofAnother.pem());
        Path trust = Files.writeString(secrets.resolve("trust.pem"), both);
        password = Files.writeString(secrets.resolve("password"), PASSWORD + "\n");
        port = FreePort.next();
        rehearsal =
                mailing(data.resolve("data"), port)
                        .with("reprieve.notify.mail.user", "notices")
                        .with("reprieve.notify.mail.password", "file:" + password)
                        .with("reprieve.notify.trust", trust.toString())
                        .start();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @Test
    void a_job_that_ends_with_dead_letters_is_mailed_over_starttls() throws Exception {
        try (MailServer server = MailServer.start(port, good())) {
            Instant before = Instant.now().minusSeconds(1);
            rehearsal.release("fine.csv", Ids.plain(3));
            JobReport report = rehearsal.release("bob@example.org.csv", DEAD);

            Mail taken = awaitMail(server);
            MimeMessage mail = taken.message();

            assertThat(taken.to()).containsExactly("a@ops.example", "b@ops.example");
            assertThat(taken.from()).isEqualTo("reprieve@ops.example");
            assertThat(taken.user()).isEqualTo("notices");
            assertThat(mail.getHeader("From")).containsExactly("reprieve@ops.example");
            assertThat(mail.getHeader("To", ",")).contains("a@ops.example", "b@ops.example");
            assertThat(mail.getSubject())
                    .isEqualTo("[Reprieve] Job " + report.job() + ": 1 row of 1 need a person");
            assertThat(mail.getSentDate().toInstant()).isBetween(before, Instant.now());
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getContentType())
                    .startsWith("text/plain")
                    .containsIgnoringCase("utf-8");
            assertThat(text(mail))
                    .contains("1 UNDELIVERED")
                    .contains("dead-letter/" + report.job() + ".csv")
                    .contains("bin/reprieve retry " + report.job())
                    .doesNotContain("bob@", PASSWORD, "practice-token");
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("no STARTTLS", options(null, null), "offers no STARTTLS"),
                Arguments.of("TLS from the start", options(null, right), "mail.tls = tls"),
                Arguments.of("unknown", options(untrusted, null), "reprieve.notify.trust"),
                Arguments.of("other host", options(ofAnother, null), "is for another name"),
                Arguments.of("other password", other("other"), "reprieve.notify.mail.password"),
                Arguments.of("refuses", good().with(Manner.REFUSES), "reprieve.notify.mail.to"),
                Arguments.of("full", good().with(Manner.IS_FULL), "452 no room"),
                Arguments.of("cut off", good().with(Manner.IS_CUT_OFF), "is gone"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_server_that_will_not_do_gets_nothing_and_is_spoken_of_and_the_mail_comes_later(
            String name, Options options, String words) throws Exception {
        try (MailServer server = MailServer.start(port, options)) {
            releaseDead();
            await(words).until(() -> trouble().contains(words));

            assertThat(server.mails()).isEmpty();
            if (options.startTls() != right.context()) {
                assertThat(server.logins()).isEmpty();
            }
            assertThat(trouble()).doesNotContain(PASSWORD, "a@ops", "b@ops", "Exception:");
        }
        mailComesOnce();
    }

    @Test
    void an_address_refused_for_now_gets_the_mail_later_and_the_others_get_it_once()
            throws Exception {
        try (MailServer server = MailServer.start(port, good())) {
            server.refuse("b@ops.example", 451, "4.7.1 greylisted, come back later");
            releaseDead();
            await().until(() -> trouble().contains("greylisted"));

            assertThat(trouble())
                    .contains("address 2 of reprieve.notify.mail.to for now")
                    .contains("451 4.7.1");
            assertThat(server.mails()).hasSize(1);
            assertThat(server.mails().get(0).to()).containsExactly("a@ops.example");

            server.takeAll();
            await().until(() -> waiting().isEmpty());
            assertThat(server.mails()).hasSize(2);
            assertThat(server.mails().get(1).to()).containsExactly("b@ops.example");
        }
    }

    @Test
    void an_address_refused_for_good_is_not_tried_again_and_the_others_get_the_mail_once()
            throws Exception {
        try (MailServer server = MailServer.start(port, good())) {
            server.refuse("a@ops.example", 550, "5.1.1 no such user");
            releaseDead();

            Mail taken = awaitMail(server);

            assertThat(taken.to()).containsExactly("b@ops.example");
        }
    }

    @Test
    void a_server_that_is_away_gets_everything_later() throws Exception {
        releaseDead();
        await().until(() -> trouble().contains("cannot be reached"));

        mailComesOnce();
    }

    @Test
    void a_server_that_never_answers_holds_up_no_release_and_the_mail_comes_later()
            throws Exception {
        try (ServerSocket mute = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            releaseDead();
            await().until(() -> trouble().contains("does not answer"));
            for (int list = 0; list < 3; list++) {
                rehearsal.release("beside-" + list + ".csv", Ids.plain(100 + 100 * list, 100));
            }
            assertThat(mute.isBound()).isTrue();
            assertThat(waiting()).hasSize(1);
        }
        mailComesOnce();
    }

    @Test
    void a_password_that_is_rotated_in_its_file_is_taken_up() throws Exception {
        try (MailServer server = MailServer.start(port, other("new"))) {
            releaseDead();
            await().until(() -> trouble().contains("mail.password"));

            Files.writeString(password, "new\n");

            awaitMail(server);
            assertThat(server.logins()).contains(PASSWORD, "new");
        } finally {
            Files.writeString(password, PASSWORD + "\n");
        }
        try (MailServer server = MailServer.start(port, good())) {
            releaseDead();
            awaitMail(server);
        }
    }

    @Test
    void a_server_with_tls_from_the_start_is_spoken_to_so(@TempDir Path other) throws Exception {
        try (MailServer server = MailServer.start(0, options(null, right));
                Rehearsal own = mailing(other, server.port())) {
            own.with("reprieve.notify.mail.tls", "tls");
            own.with("reprieve.notify.mail.user", "me", "reprieve.notify.mail.password", PASSWORD);
            own.with("reprieve.notify.trust", right.pem().toString()).start();
            own.release("dead.csv", DEAD);

            await().until(() -> server.mails().size() == 1);
        }
    }

    @Test
    void a_name_from_outside_is_written_whole_and_without_addresses(@TempDir Path other)
            throws Exception {
        Options bare = new Options(null, null, null, Manner.TAKES);
        try (MailServer server = MailServer.start(0, bare);
                Rehearsal own = mailing(other, server.port())) {
            own.with("reprieve.notify.mail.tls", "none", "reprieve.guard.max-ids", "1");
            // The other way out does not work, which is nothing to this one.
            own.with("reprieve.notify.webhook.url", "http://127.0.0.1:" + FreePort.next() + "/");
            own.start().folder().drop("überfällig bob@example.org\u2028.csv", Ids.plain(2));

            await().until(() -> server.mails().size() == 1);

            MimeMessage mail = server.mails().get(0).message();
            assertThat(mail.getSubject()).endsWith("waits for approval");
            assertThat(text(mail)).contains("überfällig …@…").contains("bin/reprieve approve");
        }
    }

    private static Rehearsal mailing(Path folder, int port) throws Exception {
        return Rehearsal.prepare(folder, Rehearsal.cloudflareWithoutLimit())
                .with("reprieve.notify.mail.host", "127.0.0.1")
                .with("reprieve.notify.mail.port", Integer.toString(port))
                .with("reprieve.notify.mail.from", "reprieve@ops.example")
                .with("reprieve.notify.mail.to", "a@ops.example, b@ops.example");
    }

    private static Options good() {
        return options(right, null);
    }

    private static Options options(TestCertificate startTls, TestCertificate tls) {
        return new Options(context(startTls), context(tls), PASSWORD, Manner.TAKES);
    }

    private static Options other(String password) {
        return new Options(right.context(), null, password, Manner.TAKES);
    }

    private static javax.net.ssl.SSLContext context(TestCertificate certificate) {
        return certificate == null ? null : certificate.context();
    }

    private static void releaseDead() {
        rehearsal.release("dead-" + lists++ + ".csv", DEAD);
    }

    /** A good server takes the place, and gets the mail once. */
    private static void mailComesOnce() {
        try (MailServer server = MailServer.start(port, good())) {
            awaitMail(server);
        }
    }

    private static Mail awaitMail(MailServer server) {
        await().until(() -> !server.mails().isEmpty() && waiting().isEmpty());
        assertThat(server.mails()).hasSize(1);
        return server.mails().get(0);
    }

    private static List<Delivery> waiting() {
        return rehearsal.reprieve().ledger().deliveries().waiting(100);
    }

    private static String trouble() {
        return waiting().stream()
                .map(Delivery::trouble)
                .filter(words -> words != null)
                .findFirst()
                .orElse("");
    }

    private static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString();
    }
}
