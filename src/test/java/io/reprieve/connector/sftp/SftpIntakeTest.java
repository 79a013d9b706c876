package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A normal day at an SFTP server: lists come, are released, and leave the folder. */
class SftpIntakeTest {
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

    @ParameterizedTest
    @CsvSource({
        "move:done, done/list.csv",
        "move:/elsewhere/taken, ../elsewhere/taken/list.csv",
        "rename:.taken, list.csv.taken",
        "delete, ''"
    })
    void a_list_is_released_and_its_file_goes_where_it_should(String after, String place)
            throws Exception {
        partner.put("list.csv", Ids.plain(30));
        start("after", after);

        JobReport report = rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);

        assertThat(report.source()).isEqualTo("sftp:partner/list.csv");
        assertThat(report.rows()).isEqualTo(30);
        awaitGone("list.csv");
        if (!place.isEmpty()) {
            await().until(() -> Files.exists(partner.in().resolve(place)));
        }
        assertThat(rehearsal.folder().files("done", "list.csv")).hasSize(1);
        assertThat(rehearsal.folder().files("incoming", "list.csv")).isEmpty();
        rehearsal.checkReleasedOnce(Ids.plain(30));
        assertThat(rehearsal.folder().reports()).hasSize(1);
    }

    @Test
    void two_lists_of_one_name_are_two_jobs_and_both_stay_at_the_server() throws Exception {
        start();
        partner.put("list.csv", Ids.plain(0, 5));
        rehearsal.folder().awaitReport("list.csv");
        awaitGone("list.csv");
        partner.put("list.csv", Ids.plain(5, 5));

        assertThat(rehearsal.folder().awaitReports("list.csv", 2)).hasSize(2);
        awaitGone("list.csv");
        assertThat(Partner.names(partner.done())).hasSize(2).contains("list.csv");
        rehearsal.checkReleasedOnce(Ids.plain(10));
    }

    @Test
    void a_young_file_waits_until_it_was_left_unchanged_for_long_enough() throws Exception {
        partner.put("young.csv", Ids.plain(3));
        partner.setAge("young.csv", Instant.now().plus(Duration.ofHours(1)));
        start("min-age", "2s");
        Instant before = Instant.now();

        rehearsal.folder().awaitReport("young.csv");

        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void a_file_that_claims_to_be_old_waits_all_the_same() throws Exception {
        partner.put("old.csv", Ids.plain(3));
        partner.setAge("old.csv", Instant.now().minus(Duration.ofDays(1)));
        start("min-age", "1h");

        int logins = partner.logins();
        await().until(() -> partner.logins() >= logins + 3);

        assertThat(Partner.names(partner.in())).containsExactly("old.csv");
        assertThat(rehearsal.folder().reports()).isEmpty();
    }

    @Test
    void a_marker_says_that_a_file_is_whole_however_young_it_is() throws Exception {
        start("min-age", "1h", "done-file", "${file:name}.ok");
        partner.put("list.csv", Ids.plain(3));
        partner.put("list.csv.ok", "");

        assertThat(rehearsal.folder().awaitReport("list.csv").rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void a_list_is_taken_once_from_an_odd_server(Partner.Oddity oddity) throws Exception {
        partner.be(oddity);
        partner.put("list.csv", Ids.plain(5_000));
        start("min-age", "200ms");

        assertThat(rehearsal.folder().awaitReport("list.csv").rows()).isEqualTo(5_000);
        awaitGone("list.csv");
        rehearsal.checkReleasedOnce(Ids.plain(5_000));
        assertThat(rehearsal.folder().reports()).hasSize(1);
        assertThat(rehearsal.folder().files("done", "list.csv")).hasSize(1);
        boolean isMoved = oddity != Partner.Oddity.REMOVES_WHAT_WAS_READ;
        assertThat(Partner.names(partner.done())).hasSize(isMoved ? 1 : 0);
    }

    @Test
    void a_copy_that_is_the_only_one_is_taken_at_the_next_start() throws Exception {
        Path incoming = Files.createDirectories(folder.resolve("data/incoming/sftp/partner"));
        Files.writeString(incoming.resolve("left.csv"), Ids.csv(Ids.plain(3)));
        Files.writeString(incoming.resolve("there.csv"), "cut off");
        partner.put("there.csv", Ids.plain(3, 2));
        start();

        assertThat(rehearsal.folder().awaitReport("left.csv").rows()).isEqualTo(3);
        assertThat(rehearsal.folder().awaitReport("there.csv").rows()).isEqualTo(2);
        rehearsal.checkReleasedOnce(Ids.plain(5));
        assertThat(Partner.names(incoming)).isEmpty();
    }

    @Test
    void a_list_waits_for_its_marker_and_the_marker_leaves_with_it() throws Exception {
        partner.put("list.csv", Ids.plain(3));
        start("done-file", "${file:name}.ok");
        partner.put("other.csv", Ids.plain(3, 3));
        partner.put("other.csv.ok", "");
        rehearsal.folder().awaitReport("other.csv");
        await().until(() -> Partner.names(partner.in()).equals(List.of("list.csv")));

        partner.put("list.csv.ok", "");

        rehearsal.folder().awaitReport("list.csv");
        await().until(() -> Partner.names(partner.in()).isEmpty());
    }

    @Test
    void a_name_that_would_be_an_expression_beside_a_marker_stops_no_other_list() throws Exception {
        partner.put("${x}.csv", Ids.plain(2));
        partner.put("${x}.csv.ok", "");
        partner.put("list.csv", Ids.plain(2, 3));
        partner.put("list.csv.ok", "");

        start("done-file", "${file:name}.ok");

        rehearsal.folder().awaitReport("list.csv");
        await().until(() -> Partner.names(partner.in()).equals(List.of("${x}.csv", "${x}.csv.ok")));
    }

    @Test
    void only_names_that_are_wanted_are_taken() throws Exception {
        partner.put("notes.txt", Ids.plain(1));
        partner.put("half.csv.part", Ids.plain(1));
        partner.put("~$list.csv", Ids.plain(1));
        partner.put("list.csv", Ids.plain(2));
        partner.put("MORE.TSV", Ids.plain(2, 2));
        start("include", "*.csv,*.tsv");

        rehearsal.folder().awaitReport("list.csv");
        rehearsal.folder().awaitReport("MORE.TSV");

        await().until(
                        () ->
                                Partner.names(partner.in())
                                        .equals(
                                                List.of(
                                                        "half.csv.part",
                                                        "notes.txt",
                                                        "~$list.csv")));
    }

    @Test
    void capitals_count_where_the_setting_says_so() throws Exception {
        partner.put("LIST.CSV", Ids.plain(1));
        partner.put("list.csv", Ids.plain(1, 2));
        start("include", "*.csv", "include-case-sensitive", "true");

        rehearsal.folder().awaitReport("list.csv");
        awaitGone("list.csv");

        assertThat(Partner.names(partner.in())).containsExactly("LIST.CSV");
    }

    @Test
    void a_list_that_cannot_be_read_is_rejected_here_and_leaves_the_folder_there()
            throws Exception {
        partner.put("broken.csv", "no,such,column\n1,2,3\n");
        start();

        assertThat(rehearsal.folder().awaitReason("broken.csv")).isNotBlank();

        awaitGone("broken.csv");
        assertThat(Partner.names(partner.done())).containsExactly("broken.csv");
        assertThat(rehearsal.folder().reports()).isEmpty();
    }

    @Test
    void several_servers_are_polled_each_for_its_own_account() throws Exception {
        try (Partner other = Partner.start(Files.createDirectories(folder.resolve("other")))) {
            rehearsal.with(other.settings("other", "account", "nobody"));
            partner.put("here.csv", Ids.plain(0, 2));
            other.put("there.csv", Ids.plain(2, 2));
            start();

            rehearsal.folder().awaitReport("here.csv").allWere(Outcome.RELEASED);
            JobReport foreign = rehearsal.folder().awaitReport("there.csv");

            assertThat(foreign.source()).isEqualTo("sftp:other/there.csv");
            assertThat(foreign.allWere(Outcome.INVALID).lines())
                    .allMatch(line -> line.account().equals("nobody"));
        }
    }

    @Test
    void a_schedule_says_when_to_poll_in_its_time_zone() throws Exception {
        partner.put("list.csv", Ids.plain(2));
        start("cron", "* * * * * ?", "zone", "Europe/Berlin", "delay", "1d");

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        awaitGone("list.csv");
    }

    /** More than one poll takes, in a folder of ten thousand. */
    @Test
    void of_ten_thousand_files_those_that_are_wanted_are_taken_each_once() throws Exception {
        int wanted = 550;
        for (int n = 0; n < 10_000 - wanted; n++) {
            Files.createFile(partner.in().resolve("other-" + n + ".txt"));
        }
        IntStream.range(0, wanted)
                .forEach(n -> partner.put("list-" + n + ".csv", Ids.plain(2 * n, 2)));
        start("include", "list-*.csv");

        await().atMost(Duration.ofMinutes(2))
                .until(() -> Partner.names(partner.done()).size() == wanted);
        await().until(() -> rehearsal.cloudflare().messagesReleased() == 2 * wanted);
        rehearsal.checkReleasedOnce(Ids.plain(2 * wanted));
        assertThat(rehearsal.reprieve().ledger().jobs().newest(2 * wanted)).hasSize(wanted);
        assertThat(Partner.names(partner.in())).hasSize(10_000 - wanted);
    }

    private void start(String... settings) throws Exception {
        rehearsal.with(partner.settings("partner", settings)).start();
    }

    private void awaitGone(String name) {
        await().until(() -> Files.notExists(partner.in().resolve(name)));
    }
}
