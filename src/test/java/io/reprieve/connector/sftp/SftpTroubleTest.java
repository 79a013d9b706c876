package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is away, hangs, is another one, refuses or lies: said, tried again, no loss. */
class SftpTroubleTest {
    @TempDir Path folder;
    private Partner partner;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        partner = Partner.start(Files.createDirectories(folder.resolve("partner")));
        rehearsal = Rehearsal.prepare(folder.resolve("data"), Rehearsal.cloudflareWithoutLimit());
    }

    @AfterEach
    void stop() throws Exception {
        rehearsal.close();
        partner.close();
    }

    @Test
    void a_server_that_is_away_at_the_start_is_polled_once_it_is_there() throws Exception {
        partner.put("list.csv", Ids.plain(5));
        partner.stop();
        start();
        awaitTrouble("nobody answers at 127.0.0.1:" + partner.port());
        assertThat(check().isGood()).isFalse();

        partner.start();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        await().until(() -> health().trouble() == null && health().lastFinished() != null);
        assertThat(check().isGood()).isTrue();
    }

    @Test
    void a_connection_lost_while_a_list_is_read_loses_nothing_and_doubles_nothing()
            throws Exception {
        partner.put("long.csv", Ids.plain(20_000));
        partner.whileReading(
                () -> {
                    throw new IllegalStateException("the server falls over");
                });
        start();

        rehearsal.folder().awaitReport("long.csv").allWere(Outcome.RELEASED);

        await().until(() -> Partner.names(partner.in()).isEmpty());
        assertThat(rehearsal.folder().reports()).hasSize(1);
        rehearsal.checkReleasedOnce(Ids.plain(20_000));
    }

    @Test
    void a_server_stopped_and_started_between_lists_gets_each_of_them_taken_once()
            throws Exception {
        start();
        for (int round = 0; round < 3; round++) {
            partner.put("list-" + round + ".csv", Ids.plain(round * 10, 10));
            partner.stop();
            partner.start();
        }

        await().until(() -> Partner.names(partner.in()).isEmpty());
        await().until(() -> rehearsal.folder().reports().size() == 3);
        rehearsal.checkReleasedOnce(Ids.plain(30));
    }

    @Test
    void a_wrong_password_is_said_without_showing_it_and_a_rotated_one_is_taken_up()
            throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "a-wrong-pa55word\n");
        partner.put("list.csv", Ids.plain(2));
        start("password", "file:" + secret);
        awaitTrouble("refuses the login");
        assertThat(health().trouble())
                .contains("reprieve.intake.sftp.partner.password")
                .doesNotContain("pa55word");

        Files.writeString(secret, Partner.PASSWORD + "\n");

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        assertThat(rehearsal.reprieve().context().getEndpoints().toString())
                .contains("sftp://127.0.0.1")
                .doesNotContain(Partner.PASSWORD);
    }

    @Test
    void a_server_with_another_host_key_gets_no_login_until_a_person_agrees() throws Exception {
        partner.changeHostKey();
        partner.stop();
        partner.start();
        partner.put("list.csv", Ids.plain(2));
        start();
        awaitTrouble("is not the one in");
        assertThat(check().words()).contains("host key");
        assertThat(partner.logins()).isZero();

        partner.writeKnownHosts();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
    }

    @Test
    void a_server_that_nobody_knows_gets_no_login_and_the_words_say_how_to_know_it()
            throws Exception {
        Files.delete(partner.knownHosts());
        start();
        awaitTrouble("ssh-keyscan -p " + partner.port());
        assertThat(partner.logins()).isZero();
    }

    @Test
    void a_poll_that_hangs_in_the_listing_is_ended_and_counted() throws Exception {
        partner.put("list.csv", Ids.plain(2));
        CountDownLatch hang = partner.hangInListings();
        start("poll-timeout", "1s");
        awaitTrouble("took longer than reprieve.intake.sftp.partner.poll-timeout");
        assertThat(health().timeouts()).isPositive();

        hang.countDown();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
    }

    @Test
    void a_poll_that_hangs_while_a_list_is_read_is_ended_and_the_list_taken_once()
            throws Exception {
        partner.put("list.csv", Ids.plain(2_000));
        CountDownLatch hang = partner.hangInReading();
        start("poll-timeout", "1s");
        await().until(() -> health().timeouts() > 0);

        hang.countDown();

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        assertThat(rehearsal.folder().reports()).hasSize(1);
    }

    @Test
    void a_stop_does_not_wait_for_a_server_that_hangs() throws Exception {
        partner.put("list.csv", Ids.plain(2));
        partner.hangInReading();
        start();
        await().until(() -> partner.logins() > 0);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(rehearsal::stop);

        // A poll may take five minutes.
        await().until(stop::isDone);
        assertThat(stop).isCompleted();
    }

    @Test
    void a_list_that_grows_while_it_is_read_is_taken_once_it_is_whole() throws Exception {
        partner.put("list.csv", Ids.plain(5_000));
        partner.whileReading(() -> append("list.csv", Ids.plain(5_000, 5)));
        start();

        assertThat(rehearsal.folder().awaitReport("list.csv").rows()).isEqualTo(5_005);
        assertThat(rehearsal.folder().reports()).hasSize(1);
    }

    @Test
    void names_that_lead_elsewhere_are_refused_and_touch_nothing() throws Exception {
        partner.put("evil.csv", Ids.plain(1));
        partner.show("evil.csv", "../../evil.csv");
        for (String name : List.of("a\\b.csv", "line\nbreak.csv", "*", "wh?t.csv", "up..csv")) {
            partner.put(name, Ids.plain(1));
        }
        partner.put("${sys.user.home}.csv", Ids.plain(1, 1));
        partner.put("good list.csv", Ids.plain(2, 3));
        start("after", "delete");

        rehearsal.folder().awaitReport("good list.csv").allWere(Outcome.RELEASED);
        rehearsal.folder().awaitReport("${sys.user.home}.csv").allWere(Outcome.RELEASED);
        awaitPolls();

        assertThat(Partner.names(partner.in()))
                .containsExactlyInAnyOrder(
                        "evil.csv", "a\\b.csv", "line\nbreak.csv", "*", "wh?t.csv", "up..csv");
        assertThat(rehearsal.folder().reports()).hasSize(2);
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(path -> path.endsWith("evil.csv")))
                    .containsExactly(partner.in().resolve("evil.csv"));
        }
    }

    @Test
    void a_file_that_may_not_be_moved_is_said_and_its_list_is_taken_once() throws Exception {
        Files.writeString(partner.in().resolve("done"), "a file where the folder should be");
        partner.put("list.csv", Ids.plain(4));
        start("include", "list.csv");
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        awaitPolls();
        assertThat(Partner.names(partner.in())).contains("list.csv");

        rehearsal.stop();
        rehearsal.start();
        awaitPolls();
        assertThat(rehearsal.folder().reports()).hasSize(1);

        Files.delete(partner.in().resolve("done"));
        await().until(() -> Partner.names(partner.done()).equals(List.of("list.csv")));
        assertThat(rehearsal.folder().reports()).hasSize(1);
        assertThat(rehearsal.folder().files("done", "list.csv")).hasSize(1);
        rehearsal.checkReleasedOnce(Ids.plain(4));
    }

    @Test
    void a_full_disk_leaves_the_list_at_the_server_until_there_is_room() throws Exception {
        Path incoming = rehearsal.folder().path().resolve("incoming/sftp/partner");
        start();
        awaitPolls();
        Files.delete(incoming);
        // A file in place of the folder: as on a full disk, no copy can be made.
        Files.writeString(incoming, "");
        partner.put("list.csv", Ids.plain(3));
        awaitPolls();
        assertThat(Partner.names(partner.in())).containsExactly("list.csv");

        Files.delete(incoming);

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        await().until(() -> Partner.names(partner.in()).isEmpty());
    }

    private void append(String name, List<String> ids) {
        try {
            Files.write(
                    partner.in().resolve(name),
                    (String.join("\n", ids) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void start(String... settings) throws Exception {
        rehearsal.with(partner.settings("partner", settings)).start();
    }

    private SftpCheck.Finding check() {
        SftpServer server = SftpServers.read(rehearsal.settings().values()).get(0);
        return SftpCheck.look(server);
    }

    private SftpHealth.State health() {
        SftpHealth health =
                rehearsal
                        .reprieve()
                        .context()
                        .getRegistry()
                        .lookupByNameAndType("sftpHealth", SftpHealth.class);
        return health.states()
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
