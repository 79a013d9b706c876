package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.RecordedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts in one service: each with its own token, and nothing of one sent as the other. */
class SeveralAccountsTest {
    private static final String EMEA = "fedcba9876543210fedcba9876543210";
    private static final String NORTH = "00000000000000000000000000000001";
    private static final String SOUTH = "00000000000000000000000000000002";

    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal =
                Rehearsal.prepare(
                                data,
                                Rehearsal.cloudflareWithoutLimit()
                                        .messages(100)
                                        .account(PracticeOptions.DEFAULT_ACCOUNT_ID, "token-one")
                                        .account(EMEA, "token-two")
                                        .account(NORTH, "token-three")
                                        .account(SOUTH, "token-four"))
                        .with("reprieve.accounts.emea.account-id", EMEA)
                        .with("reprieve.accounts.emea.api-token", "token-two");
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_json_list_that_mixes_accounts_is_one_job_and_each_row_goes_with_its_own_token()
            throws Exception {
        rehearsal.start();
        List<String> own = Ids.plain(0, 300);
        List<String> other = Ids.plain(300, 300);
        String json =
                own.stream().map(id -> "{\"id\":\"" + id + "\"}").collect(Collectors.joining("\n"))
                        + "\n"
                        + other.stream()
                                .map(id -> "{\"id\":\"" + id + "\",\"account\":\"emea\"}")
                                .collect(Collectors.joining("\n"))
                        + "\n{\"id\":\""
                        + Ids.plain(900, 1).get(0)
                        + "\",\"account\":\"apac\"}\n";

        JobReport report = rehearsal.release("mixed.jsonl", json);

        assertThat(report.outcomes()).containsEntry("RELEASED", 600L).containsEntry("INVALID", 1L);
        assertThat(report.row(Ids.plain(900, 1).get(0)).reason())
                .contains("reprieve.accounts.apac.account-id");
        checkNothingIsForeign(own, other);
    }

    @Test
    void one_account_is_held_while_the_other_goes_on() throws Exception {
        rehearsal.with("reprieve.accounts.emea.api-token", "token-of-yesterday").start();
        List<String> own = Ids.plain(0, 50);
        List<String> other = Ids.plain(50, 50);
        rehearsal.folder().drop("emea/held.csv", other);
        await().until(() -> rehearsal.reprieve().gate().state("emea").hold() != null);

        rehearsal.release("own.csv", own).allWere(Outcome.RELEASED);

        assertThat(rehearsal.reprieve().gate().state("default").hold()).isNull();
        assertThat(other).allMatch(id -> rehearsal.cloudflare().timesReleased(id) == 0);
        rehearsal.stop();
        rehearsal.with("reprieve.accounts.emea.api-token", "token-two").start();
        rehearsal.folder().awaitReport("held.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(own);
        rehearsal.checkReleasedOnce(other);
    }

    @Test
    void accounts_whose_budget_is_spent_keep_no_other_one_waiting() throws Exception {
        rehearsal.with("reprieve.accounts.north.account-id", NORTH);
        rehearsal.with("reprieve.accounts.north.api-token", "token-three");
        rehearsal.with("reprieve.accounts.south.account-id", SOUTH);
        rehearsal.with("reprieve.accounts.south.api-token", "token-four");
        rehearsal.with("reprieve.batch.start-size", "1", "reprieve.batch.max-size", "1");
        rehearsal.with("reprieve.rate.requests", "1", "reprieve.rate.reserve", "0%");
        rehearsal.with("reprieve.rate.window", "1h").start();
        rehearsal.folder().drop("emea/long.csv", Ids.plain(0, 50));
        rehearsal.folder().drop("north/long.csv", Ids.plain(50, 50));
        rehearsal.folder().drop("south/long.csv", Ids.plain(100, 50));
        await().until(() -> rehearsal.cloudflare().releaseCallCount() == 3);

        rehearsal.release("own.csv", Ids.plain(150, 1)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().releaseCallCount()).isEqualTo(4);
    }

    @Test
    void many_calls_at_once_for_several_accounts_keep_no_service_from_starting() throws Exception {
        rehearsal.with("reprieve.accounts.north.account-id", NORTH);
        rehearsal.with("reprieve.accounts.north.api-token", "token-three");
        rehearsal.with("reprieve.in-flight", "64").start();

        rehearsal.release("own.csv", Ids.plain(0, 1)).allWere(Outcome.RELEASED);
    }

    @Test
    void a_search_belongs_to_the_account_that_its_setting_names() throws Exception {
        String key = "reprieve.intake.search.spam.";
        rehearsal.with(key + "disposition", "spam", key + "since", "60d");
        rehearsal.with(key + "mode", "release", key + "account", "emea").start();

        await().until(() -> !rehearsal.folder().reports().isEmpty());

        JobReport report = rehearsal.folder().reports().get(0).allWere(Outcome.RELEASED);
        assertThat(report.lines()).extracting(ReportLine::account).containsOnly("emea");
        assertThat(rehearsal.cloudflare().calls())
                .extracting(RecordedCall::accountId)
                .containsOnly(EMEA);
    }

    @Test
    void a_folder_that_is_looked_into_by_cron_is_taken_whole() throws Exception {
        rehearsal
                .without("reprieve.intake.files.delay")
                .with("reprieve.intake.files.cron", "0/2 * * * * ?")
                .with("reprieve.intake.files.zone", "Asia/Kolkata")
                .start();
        for (int list = 0; list < 5; list++) {
            rehearsal.folder().drop("list-" + list + ".csv", Ids.plain(list * 10, 10));
        }

        for (int list = 0; list < 5; list++) {
            rehearsal.folder().awaitReport("list-" + list + ".csv").allWere(Outcome.RELEASED);
        }
        assertThat(Files.list(rehearsal.folder().inbox())).isEmpty();
    }

    /** Wrong tokens are refused by the practice server, with 403 for a foreign account. */
    private void checkNothingIsForeign(List<String> own, List<String> other) {
        for (RecordedCall call : rehearsal.cloudflare().releaseCalls()) {
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.accountId().equals(EMEA) ? other : own).containsAll(call.ids());
        }
        rehearsal.checkReleasedOnce(own);
        rehearsal.checkReleasedOnce(other);
    }
}
