package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.calls.CallDispatcher;
import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While Cloudflare refuses access or does not work, no message is at fault: everything waits. */
class HoldsTest {
    private static final List<String> IDS = Ids.plain(2_000);

    @TempDir Path data;
    @TempDir Path secrets;
    private final LeapingClock clock = new LeapingClock();
    private Path token;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        token = secrets.resolve("token");
        Files.writeString(token, PracticeOptions.DEFAULT_TOKEN);
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .with("reprieve.batch.max-size", "20")
                        .with("reprieve.cloudflare.api-token", "file:" + token)
                        .at(clock);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_wrong_token_fills_no_dead_letter_and_costs_a_call_for_each_that_was_under_way()
            throws Exception {
        Files.writeString(token, "wrong-token");
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);

        AccountHold hold = awaitHold(AccountHold.Kind.ACCESS);
        awaitLooks(5);

        // One for each under way, and the try that confirms it.
        assertThat(rehearsal.cloudflare().releaseCallCount())
                .isLessThanOrEqualTo(rehearsal.settings().inFlight() + 1);
        assertThat(hold.words()).contains("403");
        checkNothingIsDone();
    }

    @Test
    void work_goes_on_by_itself_once_the_file_has_the_right_token() throws Exception {
        Files.writeString(token, "wrong-token");
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        awaitHold(AccountHold.Kind.ACCESS);

        Files.writeString(token, PracticeOptions.DEFAULT_TOKEN);
        clock.leap(Duration.ofSeconds(61));

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void a_token_that_is_rotated_under_way_costs_nothing_but_time() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        await().until(() -> rehearsal.cloudflare().messagesReleased() > 200);
        Files.writeString(token, "fresh-token");
        rehearsal.cloudflare().changeToken(PracticeOptions.DEFAULT_ACCOUNT_ID, "fresh-token");

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
        assertThat(refusals()).isBetween(1L, (long) rehearsal.settings().inFlight());
    }

    @Test
    void a_missing_permission_is_tried_again_once_a_minute() throws Exception {
        rehearsal.cloudflare().fault(Fault.parse("status:403,code=10000x*+all"));
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        awaitHold(AccountHold.Kind.ACCESS);
        awaitLooks(3);
        long before = rehearsal.cloudflare().releaseCallCount();

        clock.leap(Duration.ofSeconds(61));
        await().until(() -> rehearsal.cloudflare().releaseCallCount() > before);
        awaitLooks(5);

        assertThat(rehearsal.cloudflare().releaseCallCount()).isEqualTo(before + 1);
        checkNothingIsDone();
        rehearsal.cloudflare().clearFaults();
        clock.leap(Duration.ofSeconds(61));
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void a_lockout_is_tried_again_after_a_quarter_of_an_hour_only() throws Exception {
        rehearsal.cloudflare().fault(Fault.parse("status:403,code=10502x*+all"));
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        awaitHold(AccountHold.Kind.ACCESS);
        awaitLooks(3);
        long before = rehearsal.cloudflare().releaseCallCount();

        clock.leap(Duration.ofMinutes(14));
        awaitLooks(5);
        assertThat(rehearsal.cloudflare().releaseCallCount()).isEqualTo(before);

        rehearsal.cloudflare().clearFaults();
        clock.leap(Duration.ofMinutes(1));
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
    }

    @Test
    void a_hold_outlasts_a_restart() throws Exception {
        Files.writeString(token, "wrong-token");
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        awaitHold(AccountHold.Kind.ACCESS);
        awaitLooks(3);
        rehearsal.stop();
        long before = rehearsal.cloudflare().releaseCallCount();
        rehearsal.start();
        awaitLooks(5);

        assertThat(rehearsal.cloudflare().releaseCallCount()).isLessThanOrEqualTo(before + 1);
        checkNothingIsDone();
    }

    @Test
    void a_wrong_account_is_nobodys_fault() throws Exception {
        rehearsal
                .with("reprieve.cloudflare.account-id", "00000000000000000000000000000000")
                .start();
        rehearsal.folder().drop("list.csv", IDS);

        AccountHold hold = awaitHold(AccountHold.Kind.ACCESS);

        assertThat(hold.words()).contains("reprieve.cloudflare.account-id");
        checkNothingIsDone();
    }

    @Test
    void an_outage_is_waited_for_and_work_goes_on_by_itself() throws Exception {
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        await().until(() -> rehearsal.cloudflare().messagesReleased() > 200);
        rehearsal.cloudflare().suspend();

        awaitHold(AccountHold.Kind.OUTAGE);
        awaitLooks(3);
        checkNothingIsDone();
        rehearsal.cloudflare().resume();
        clock.leap(Duration.ofSeconds(61));

        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    @Test
    void in_an_outage_one_call_at_a_time_tries_and_no_row_runs_out_of_attempts() throws Exception {
        rehearsal.cloudflare().fault(Fault.parse("status:500x*+all"));
        rehearsal.start();
        rehearsal.folder().drop("list.csv", IDS);
        awaitHold(AccountHold.Kind.OUTAGE);
        awaitLooks(3);
        long before = rehearsal.cloudflare().releaseCallCount();
        for (int probe = 0; probe < 5; probe++) {
            clock.leap(Duration.ofSeconds(61));
            awaitLooks(3);
        }

        assertThat(rehearsal.cloudflare().releaseCallCount() - before).isBetween(1L, 6L);
        checkNothingIsDone();
        rehearsal.cloudflare().clearFaults();
        clock.leap(Duration.ofSeconds(61));
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status:403,code=10000x*+looks", "status:410x*+looks", "status:451x*+looks"})
    void look_ups_that_are_refused_stop_no_release(String refused) throws Exception {
        rehearsal.cloudflare().fault(Fault.parse(refused));
        rehearsal.cloudflare().fault(Fault.parse("html-after"));
        rehearsal.start();
        // Its answer is lost, so that its messages have to be looked for.
        rehearsal.folder().drop("lost.csv", IDS.subList(0, 2));
        await().until(() -> state().hold(CallKind.LOOK) != null);

        JobReport other = rehearsal.release("other.csv", IDS.subList(2, 10));

        other.allWere(Outcome.RELEASED);
        assertThat(state().hold(CallKind.RELEASE)).isNull();
        rehearsal.cloudflare().clearFaults();
        clock.leap(Duration.ofSeconds(61));
        rehearsal.folder().awaitReport("lost.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS.subList(0, 10));
    }

    /** Cloudflare itself has reported such answers, for two days in September 2026. */
    @ParameterizedTest
    @ValueSource(strings = {"status:403,code=10000", "status:403,code=10000x4", "status:401"})
    void a_stray_refusal_costs_seconds_and_no_row(String stray) throws Exception {
        rehearsal.start();
        rehearsal.cloudflare().fault(Fault.parse(stray));

        JobReport report = rehearsal.release("list.csv", IDS);

        report.allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
        assertThat(hold()).isNull();
    }

    /** Half a minute of it must burn neither the budget nor a row, whatever the refusal says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status:400x*",
                "status:404,code=12345x*",
                "status:409x*",
                "html:400x*",
                "status:422x*+all",
                "status:404,code=12345x*+all",
                "html:400x*+all"
            })
    void a_refusal_of_everything_is_waited_for_and_costs_no_row(String refusal) throws Exception {
        rehearsal.start();
        rehearsal.release("first.csv", IDS.subList(0, 100));
        long before = rehearsal.cloudflare().callCount();
        rehearsal.cloudflare().fault(Fault.parse(refusal));
        rehearsal.folder().drop("list.csv", IDS.subList(100, 2_000));
        awaitHold(AccountHold.Kind.REFUSALS);
        clock.leap(Duration.ofSeconds(61));
        awaitLooks(5);

        assertThat(rehearsal.cloudflare().callCount() - before).isLessThan(100);
        rehearsal.cloudflare().clearFaults();
        clock.leap(Duration.ofSeconds(61));
        rehearsal.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(IDS);
    }

    private AccountHold awaitHold(AccountHold.Kind kind) {
        await().until(() -> hold() != null && hold().kind() == kind);
        if (!hold().isConfirmed()) {
            clock.leap(Duration.ofSeconds(AccountRules.STRAY_SECONDS));
        }
        await().until(() -> hold().isConfirmed());
        return hold();
    }

    private AccountHold hold() {
        return state().hold();
    }

    private AccountState state() {
        return rehearsal.reprieve().gate().state("default");
    }

    /** Lets the ledger be looked at so often whether something may go. */
    private void awaitLooks(int looks) {
        CamelContext context = rehearsal.reprieve().context();
        CallDispatcher dispatcher =
                context.getRegistry().lookupByNameAndType("callDispatcher", CallDispatcher.class);
        for (int look = 0; look < looks; look++) {
            var looked = new NotifyBuilder(context).fromRoute("calls").whenDone(1).create();
            dispatcher.hurry();
            assertThat(looked.matches(20, TimeUnit.SECONDS)).isTrue();
            // What was claimed by the look is called, and answered, before the clock goes on.
            await().during(Duration.ofMillis(200))
                    .until(() -> !rehearsal.reprieve().gate().isCalling());
        }
    }

    private long refusals() {
        return rehearsal.cloudflare().releaseCalls().stream()
                .filter(call -> call.status() == 403)
                .count();
    }

    private void checkNothingIsDone() throws Exception {
        assertThat(data.resolve("dead-letter")).isEmptyDirectory();
        assertThat(rehearsal.folder().reports()).isEmpty();
    }
}
