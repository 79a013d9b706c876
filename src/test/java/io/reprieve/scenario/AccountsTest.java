package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.RecordedCall;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose messages they are, and with whose credentials they are released. */
class AccountsTest {
    private static final String EMEA = "fedcba9876543210fedcba9876543210";

    @TempDir static Path data;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() throws Exception {
        PracticeOptions.Builder two =
                Rehearsal.cloudflareWithoutLimit()
                        .account(PracticeOptions.DEFAULT_ACCOUNT_ID, "token-one")
                        .account(EMEA, "token-two");
        rehearsal =
                Rehearsal.prepare(data, two)
                        .with("reprieve.accounts.emea.account-id", EMEA)
                        .with("reprieve.accounts.emea.api-token", "token-two")
                        .start();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @Test
    void a_list_in_a_subfolder_belongs_to_the_account_of_that_name() {
        List<String> ids = Ids.plain(5);

        JobReport report = rehearsal.release("emea/list.csv", ids).allWere(Outcome.RELEASED);

        assertThat(report.lines()).extracting(ReportLine::account).containsOnly("emea");
        assertThat(callsWith(ids.get(0))).extracting(RecordedCall::accountId).containsOnly(EMEA);
    }

    @Test
    void a_row_may_name_its_account() {
        String own = Ids.plain(10, 1).get(0);
        String other = Ids.plain(11, 1).get(0);

        JobReport report =
                rehearsal
                        .release("mixed.csv", "id,account\n" + own + ",\n" + other + ",emea\n")
                        .allWere(Outcome.RELEASED);

        assertThat(report.row(other).account()).isEqualTo("emea");
        assertThat(callsWith(own))
                .extracting(RecordedCall::accountId)
                .containsOnly(PracticeOptions.DEFAULT_ACCOUNT_ID);
        assertThat(callsWith(other)).extracting(RecordedCall::accountId).containsOnly(EMEA);
        assertThat(report.summary().path("accounts")).hasSize(2);
    }

    @Test
    void a_list_in_a_subfolder_of_no_account_is_never_sent_and_says_which_setting_is_missing() {
        List<String> ids = Ids.plain(20, 2);

        JobReport report = rehearsal.release("nowhere/list-2.csv", ids).allWere(Outcome.INVALID);

        assertThat(report.lines())
                .allMatch(line -> line.reason().contains("reprieve.accounts.nowhere.account-id"));
        assertThat(callsWith(ids.get(0))).isEmpty();
    }

    @Test
    void the_same_id_of_two_accounts_is_two_messages() {
        List<String> ids = Ids.plain(30, 1);
        rehearsal.release("one.csv", ids);

        rehearsal.release("emea/two.csv", ids).allWere(Outcome.RELEASED);
    }

    private static List<RecordedCall> callsWith(String id) {
        return rehearsal.cloudflare().releaseCalls().stream()
                .filter(call -> call.ids().contains(id))
                .toList();
    }
}
