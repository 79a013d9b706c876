package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.ledger.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent of lists whose cells do not, or not all, look like ids. */
class UnfamiliarIdsTest {
    private static final List<String> IDS = Ids.plain(3);

    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal = Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit());
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_list_without_any_id_of_a_known_shape_waits_for_a_person() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("new-ids.csv", "id\na-1\na-2\n");

        Job held = awaitHeld();

        assertThat(held.heldBecause())
                .contains("none of its ids looks like")
                .contains("reprieve.intake.unfamiliar");
        assertThat(rehearsal.cloudflare().callCount()).isZero();
        rehearsal.reprieve().ledger().jobs().approve(held.number(), "Anna");
        assertThat(rehearsal.folder().awaitReport("new-ids.csv").rows()).isEqualTo(2);
        assertThat(rehearsal.cloudflare().callCount()).isPositive();
    }

    @Test
    void it_is_taken_where_the_setting_says_so_and_in_a_dry_run() throws Exception {
        rehearsal.with("reprieve.intake.unfamiliar", "take").start();
        assertThat(rehearsal.release("taken.csv", "id\na-1\na-2\n").rows()).isEqualTo(2);
        rehearsal.stop();

        rehearsal.with("reprieve.intake.unfamiliar", "hold", "reprieve.dry-run", "true").start();
        assertThat(rehearsal.release("dry.csv", "id\na-3\na-4\n").rows()).isEqualTo(2);
    }

    @Test
    void an_id_in_another_column_holds_the_list_and_an_approval_releases_those_of_the_id_column()
            throws Exception {
        rehearsal.start();
        String list = "id,subject\n%s,x\n%s,see %s\n".formatted(IDS.toArray());
        rehearsal.folder().drop("other.csv", list);

        Job held = awaitHeld();

        assertThat(held.heldBecause()).contains("line 3", "column \"subject\"");
        rehearsal.reprieve().ledger().jobs().approve(held.number(), "Anna");
        JobReport report = rehearsal.folder().awaitReport("other.csv").allWere(Outcome.RELEASED);
        assertThat(report.rows()).isEqualTo(2);
        assertThat(rehearsal.cloudflare().timesReleased(IDS.get(2))).isZero();
    }

    @Test
    void words_among_ids_are_never_sent_and_their_dead_letter_is_not_either() throws Exception {
        rehearsal.start();
        JobReport first =
                rehearsal.release(
                        "words.csv", "id,n\n%s,1\nTEST-1,2\nn/a,3\n".formatted(IDS.get(0)));
        assertThat(first.outcomes()).containsEntry("RELEASED", 1L).containsEntry("INVALID", 2L);
        long calls = rehearsal.cloudflare().callCount();

        rehearsal.folder().drop("again.csv", Files.readAllBytes(first.deadLetter()));

        rehearsal.folder().awaitReport("again.csv").allWere(Outcome.INVALID);
        assertThat(rehearsal.cloudflare().callCount()).isEqualTo(calls);
    }

    @Test
    void a_cell_of_300_characters_is_no_id_however_often_its_dead_letter_is_dropped()
            throws Exception {
        rehearsal.with("reprieve.intake.unfamiliar", "take").start();
        JobReport report = rehearsal.release("long.csv", "id\n" + "A".repeat(300) + "\n");
        for (int round = 1; round < 4; round++) {
            report.allWere(Outcome.INVALID);
            rehearsal
                    .folder()
                    .drop("long-" + round + ".csv", Files.readAllBytes(report.deadLetter()));
            report = rehearsal.folder().awaitReport("long-" + round + ".csv");
        }
        report.allWere(Outcome.INVALID);
        assertThat(rehearsal.cloudflare().callCount()).isZero();
    }

    @Test
    void what_a_report_neutralises_gains_no_apostrophe_when_it_is_dropped_again() throws Exception {
        rehearsal.start();
        JobReport report = rehearsal.release("formula.csv", "id,n\n=cmd(),1\n'=cmd(),2\n@x,3\n");
        List<String> ids = report.lines().stream().map(ReportLine::id).toList();

        rehearsal.folder().drop("formula-1.csv", Files.readAllBytes(report.deadLetter()));

        JobReport again = rehearsal.folder().awaitReport("formula-1.csv");
        assertThat(again.lines()).extracting(ReportLine::id).isEqualTo(ids);
    }

    @Test
    void an_account_is_known_by_its_own_digits_and_in_any_capitals() throws Exception {
        rehearsal.start();
        String digits = rehearsal.cloudflare().accountId();

        rehearsal
                .release(
                        "accounts.csv",
                        "id,account\n%s,%s\n%s,%s\n%s,Default\n"
                                .formatted(
                                        IDS.get(0),
                                        digits,
                                        IDS.get(1),
                                        digits.toUpperCase(Locale.ROOT),
                                        IDS.get(2)))
                .allWere(Outcome.RELEASED);
    }

    private Job awaitHeld() {
        return await().until(
                        () -> rehearsal.reprieve().ledger().jobs().held(), held -> !held.isEmpty())
                .get(0);
    }
}
