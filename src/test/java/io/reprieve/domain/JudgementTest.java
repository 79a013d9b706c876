package io.reprieve.domain;

import static io.reprieve.domain.Samples.NOW;
import static io.reprieve.domain.Samples.accessRefused;
import static io.reprieve.domain.Samples.dryRun;
import static io.reprieve.domain.Samples.notStarted;
import static io.reprieve.domain.Samples.part;
import static io.reprieve.domain.Samples.policy;
import static io.reprieve.domain.Samples.refused;
import static io.reprieve.domain.Samples.result;
import static io.reprieve.domain.Samples.sent;
import static io.reprieve.domain.Samples.taken;
import static io.reprieve.domain.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer.Cause;
import io.reprieve.domain.MessageState.Kind;
import io.reprieve.domain.Part.History;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {
    /** The settle time of the policy later. */
    private static final Instant SETTLED = NOW.plusSeconds(60);

    private static final Duration DAY = Duration.ofHours(24);
    private final TestClock clock = new TestClock();
    private final AtomicLong groups = new AtomicLong(100);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    d1       | RELEASED    | ''
                    d1 d2    | RELEASED    | ''
                    d1 u1    | PARTIAL     | delivered to some recipients, not to others
                    d1 f1    | PARTIAL     | delivered to some recipients, not to others
                    d1 u1 f1 | PARTIAL     | delivered to some recipients, not to others
                    u1       | UNDELIVERED | taken by Cloudflare, delivered to nobody
                    """)
    void a_message_that_is_named_is_settled_by_its_recipients(
            String recipients, Outcome outcome, String reason) {
        Verdict verdict =
                judged(InDoubt.VERIFY, part("A-1"), taken(result("A-1", "A", recipients)));

        RowResult settled = verdict.settled().get(0).result();
        assertThat(settled)
                .isEqualTo(
                        new RowResult(
                                outcome, reason, Samples.recipients(recipients), Samples.FACTS));
    }

    @ParameterizedTest(name = "{0} after {1} failures")
    @CsvSource({"f1, 0, 2", "f1 f2, 1, 4", "u1 f1, 1, 4"})
    void a_message_that_only_failed_is_sent_again_later(String who, int failures, int seconds) {
        Part part = part(1, sent(failures + 1, failures), 7L, List.of("A-1"));

        Carried carried =
                judged(InDoubt.VERIFY, part, taken(result("A-1", null, who))).carried().get(0);

        assertThat(carried.next()).isEqualTo(Next.SEND);
        assertThat(carried.notBefore()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(carried.history().failures()).isEqualTo(failures + 1);
        assertThat(carried.group()).isNull();
    }

    @Test
    void a_message_that_failed_as_often_as_allowed_has_failed() {
        Part part = part(1, sent(3, 2), "A-1");

        Verdict verdict = judged(InDoubt.VERIFY, part, taken(result("A-1", null, "f1")));

        RowResult settled = verdict.settled().get(0).result();
        assertThat(settled.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(settled.reason()).isEqualTo("delivery failed for every recipient, 3 attempts");
    }

    @ParameterizedTest(name = "{0}, named {1}, {2} failures: {3}")
    @CsvSource({
        "VERIFY, false, 0, ASK",
        "VERIFY, true, 0, ASK",
        "VERIFY, true, 9, ASK",
        "RESEND, false, 0, SEND",
        "RESEND, true, 1, SEND",
        "RESEND, true, 2, UNCONFIRMED",
        "DEAD_LETTER, false, 0, UNCONFIRMED",
        "DEAD_LETTER, true, 0, UNCONFIRMED"
    })
    void a_message_without_recipients_in_the_answer_is_in_doubt(
            InDoubt inDoubt, boolean named, int failures, String fate) {
        Part part = part(1, sent(failures + 1, failures), 7L, List.of("A-1"));
        Answer answer = named ? taken(result("A-1", "A", "")) : taken(result("B-1", "B", "d1"));

        Verdict verdict = judged(inDoubt, part, answer);

        assertThat(fates(verdict)).containsExactly(fate);
        for (Carried carried : verdict.carried()) {
            assertThat(carried.history().failures()).isEqualTo(failures + 1);
            assertThat(carried.notBefore()).isAfter(NOW);
            assertThat(carried.group()).isNull();
        }
        String what = named ? "names no recipient" : "does not name this message";
        verdict.settled().forEach(row -> assertThat(row.result().reason()).contains(what));
    }

    @Test
    void every_row_of_a_mixed_answer_has_its_own_fate() {
        Part first = part(1, sent(1, 0), "A-1", "B-1", "C-1", "D-1");
        Part second = part(2, sent(3, 2), "E-1", "F-1", "G-1");
        Answer answer =
                taken(
                        result("G-1", "G", "d1 f1"),
                        result("E-1", "E", "f1"),
                        result("F-1", "F", "d1"),
                        result("C-1", "C", ""),
                        result("D-1", "D", "f1"),
                        result("A-1", "A", "d1"));

        List<Verdict> verdicts = judged(InDoubt.VERIFY, answer, false, first, second);

        assertThat(fates(verdicts.get(0))).containsExactly("RELEASED", "ASK", "ASK", "SEND");
        assertThat(fates(verdicts.get(1))).containsExactly("FAILED", "RELEASED", "PARTIAL");
        assertThat(verdicts.get(0).carried()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}, open {1}, tried {2}, {3} ids: {4}")
    @CsvSource({
        "UNSAID, true, false, 1, other form",
        "UNSAID, true, false, 10, other form",
        "UNSAID, true, true, 10, halves",
        "UNSAID, true, true, 1, REFUSED",
        "UNSAID, false, false, 10, halves",
        "UNSAID, false, false, 1, REFUSED",
        "UNSAID, false, true, 1, REFUSED",
        "SIZE, true, false, 10, halves",
        "SIZE, true, false, 1, REFUSED",
        "SIZE, false, false, 3, halves",
        "UNKNOWN_MESSAGE, true, false, 10, other form",
        "UNKNOWN_MESSAGE, false, false, 10, halves",
        "UNKNOWN_MESSAGE, false, false, 1, NOT_FOUND",
        "UNKNOWN_MESSAGE, true, true, 1, NOT_FOUND"
    })
    void a_refused_call_is_tried_in_the_other_form_then_halved_down_to_the_culprit(
            Cause cause, boolean open, boolean tried, int size, String follows) {
        History history = new History(1, 0, 0, NOW, tried ? NOW : null, tried);
        Part part = part(1, history, null, Samples.ids(size));

        Verdict verdict = judged(InDoubt.VERIFY, refused(cause), open, part).get(0);

        switch (follows) {
            case "other form" -> {
                assertThat(verdict.carried()).hasSize(1);
                assertThat(verdict.carried().get(0).history().otherFormTried()).isTrue();
                assertThat(verdict.carried().get(0).group()).isNotNull();
            }
            case "halves" -> {
                assertThat(verdict.carried())
                        .extracting(rows -> rows.indexes().size())
                        .containsExactly(size / 2, size - size / 2);
                Carried second = verdict.carried().get(1);
                assertThat(second.group()).isEqualTo(verdict.carried().get(0).group() ^ 1);
                assertThat(second.history().otherFormTried()).isFalse();
            }
            default -> {
                assertThat(fates(verdict)).containsExactly(follows);
                assertThat(verdict.settled().get(0).result().reason())
                        .isEqualTo("refused by itself: HTTP 400, code 1234: no");
            }
        }
        for (Carried carried : verdict.carried()) {
            assertThat(carried.next()).isEqualTo(Next.SEND);
            assertThat(carried.notBefore()).isBefore(NOW.minusSeconds(3600));
            assertThat(carried.history().refused()).isEqualTo(NOW);
        }
    }

    @Test
    void halves_go_through_the_parts_of_a_call_and_remember_the_first_refusal() {
        Instant earlier = NOW.minusSeconds(60);
        History before = new History(2, 0, 3, earlier, earlier, false);
        Part first = part(1, before, "A-1");
        Part second = part(2, sent(1, 0), "B-1", "C-1", "D-1");
        Part third = part(3, sent(1, 0), "E-1");

        List<Verdict> verdicts =
                judged(InDoubt.VERIFY, refused(Cause.UNSAID), false, first, second, third);

        assertThat(groups(verdicts.get(0))).containsExactly(100L);
        assertThat(groups(verdicts.get(1))).containsExactly(100L, 101L);
        assertThat(groups(verdicts.get(2))).containsExactly(101L);
        assertThat(verdicts.get(1).carried().get(0).indexes()).containsExactly(0);
        History kept = verdicts.get(0).carried().get(0).history();
        assertThat(kept).isEqualTo(new History(2, 0, 0, earlier, earlier, false, null, NOW));
    }

    /** First as it is, then after a look: whose fault it is shows in what happens meanwhile. */
    @ParameterizedTest(name = "tried alone {0} times")
    @CsvSource({"0, SEND", "1, ASK", "2, ASK"})
    void an_id_that_nothing_proves_guilty_is_tried_again_by_itself(int tries, Next next) {
        History history = new History(3, 0, tries, NOW, NOW, false, null, NOW);
        Part part = part(1, history, 8L, Samples.ids(1));

        Carried carried =
                judgement(InDoubt.VERIFY)
                        .judge(Batch.of(part), refused(Cause.UNSAID), false, Blame.NOBODY)
                        .get(0)
                        .carried()
                        .get(0);

        assertThat(carried.next()).isEqualTo(next);
        assertThat(carried.notBefore()).isEqualTo(NOW.plusSeconds(2L << tries));
        assertThat(carried.history().accused()).isEqualTo(NOW);
        assertThat(carried.group()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void refused_access_is_nobodys_fault_however_long_it_lasts(InDoubt inDoubt) {
        History old = new History(5, 1, 4, NOW.minus(DAY.multipliedBy(30)), NOW, true);
        Part part = part(1, old, 7L, Samples.ids(3));

        Carried carried = judged(inDoubt, part, accessRefused(true)).carried().get(0);

        assertThat(carried.indexes()).hasSize(3);
        assertThat(carried.next()).isEqualTo(Next.SEND);
        assertThat(carried.notBefore()).isEqualTo(NOW);
        assertThat(carried.group()).isEqualTo(7L);
        assertThat(carried.history()).isEqualTo(new History(5, 1, 0, null, NOW, true));
    }

    @ParameterizedTest(name = "Retry-After {0}, {1} waits: {2} s")
    @CsvSource({"7, 3, 7", "300, 0, 300", ", 0, 2", ", 3, 16", ", 50, 300", "0, 3, 16"})
    void a_call_that_was_not_begun_is_sent_again_as_it_was(
            Integer retryAfter, int waits, int seconds) {
        History history = new History(1, 0, waits, NOW, null, false);
        Part part = part(1, history, 7L, Samples.ids(3));

        Carried carried =
                judged(InDoubt.VERIFY, part, notStarted(retryAfter, true)).carried().get(0);

        assertThat(carried.indexes()).hasSize(3);
        assertThat(carried.next()).isEqualTo(Next.SEND);
        assertThat(carried.notBefore()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(carried.history().waits()).isEqualTo(waits + 1);
        assertThat(carried.group()).isEqualTo(7L);
    }

    @ParameterizedTest(name = "first tried {0} s ago: {1}")
    @CsvSource({"86399, SEND", "86400, FAILED"})
    void a_call_that_is_never_begun_is_given_up(long ago, String fate) {
        History history = new History(9, 0, 9, NOW.minusSeconds(ago), null, false);

        Verdict verdict = judged(InDoubt.VERIFY, part(1, history, "A-1"), notStarted(null, false));

        assertThat(fates(verdict)).containsExactly(fate);
        verdict.settled()
                .forEach(
                        row ->
                                assertThat(row.result().reason())
                                        .isEqualTo(
                                                "attempts ran out after 24 h; last answer: HTTP"
                                                        + " 503"));
    }

    @ParameterizedTest(name = "{0}, timed out {1}, {2} waits, {3} h ago: {4} in {5} s")
    @CsvSource({
        "VERIFY, false, 0, 0, ASK, 60",
        "VERIFY, true, 0, 0, ASK, 60",
        "VERIFY_EACH, true, 7, 0, ASK, 60",
        "VERIFY, false, 3, 24, ASK, 60",
        "RESEND, false, 1, 0, SEND, 60",
        "RESEND, true, 7, 0, SEND, 256",
        "RESEND, false, 1, 24, UNCONFIRMED,",
        "DEAD_LETTER, false, 0, 0, UNCONFIRMED,"
    })
    void a_lost_answer_is_treated_as_the_settings_say_once_it_has_settled(
            InDoubt inDoubt, boolean timedOut, int waits, int hours, String fate, Integer seconds) {
        Instant first = NOW.minus(Duration.ofHours(hours));
        Part part = part(1, new History(1, 0, waits, first, null, false), 7L, List.of("A-1"));

        Verdict verdict = judged(inDoubt, part, unknown(timedOut, true));

        assertThat(fates(verdict)).containsExactly(fate);
        for (Carried carried : verdict.carried()) {
            assertThat(carried.notBefore()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(carried.history().waits()).isEqualTo(waits + 1);
            assertThat(carried.history().openUntil()).isEqualTo(SETTLED);
        }
        for (Verdict.Settled row : verdict.settled()) {
            assertThat(row.result().reason())
                    .isEqualTo("not known whether it was released: HTTP 502: lost");
            assertThat(row.openUntil()).isEqualTo(SETTLED);
        }
    }

    @Test
    void what_was_in_doubt_goes_on_in_two_calls_each_by_itself() {
        Part one = part(1, sent(1, 0), "A-1", "B-1", "C-1");
        Part other = part(2, sent(1, 0), "D-1", "E-1");

        List<Verdict> verdicts = judged(InDoubt.VERIFY, unknown(true, true), false, one, other);

        List<Long> groups = groups(verdicts.get(0));
        assertThat(groups).hasSize(2).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(groups(verdicts.get(1))).containsExactly(groups.get(1));
        assertThat(verdicts.get(0).carried().get(0).indexes()).containsExactly(0, 1);
    }

    /** Lost or left out, it may still be released by a call that works late, or be seen late. */
    @ParameterizedTest(name = "{0}, looked at {1} s after: {2} in {3} s, open {4}")
    @CsvSource({
        "QUARANTINED, 59, ASK, 60, true",
        "UNCLEAR, 59, ASK, 60, true",
        "QUARANTINED, 60, SEND, 90, false",
        "UNCLEAR, 60, UNCONFIRMED,, false",
        "RELEASED, 1, RELEASED,, true",
        "NOT_FOUND, 1, NOT_FOUND,, true",
        "NOT_QUARANTINED, 1, NOT_QUARANTINED,, true",
        "NOT_FOUND, 60, NOT_FOUND,, false"
    })
    void an_early_look_may_settle_but_never_sends_again(
            Kind kind, int looked, String fate, Integer seconds, boolean open) {
        Part part = part(1, sent(3, 2).open(SETTLED), "A-1");
        VerifyResult asked = VerifyResult.told(state(kind).state(), NOW.plusSeconds(looked));
        clock.advance(Duration.ofSeconds(90));

        Verdict verdict = asked(part, asked);

        assertThat(fates(verdict)).containsExactly(fate);
        Instant still = open ? SETTLED : null;
        for (Carried carried : verdict.carried()) {
            assertThat(carried.notBefore()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(carried.history().openUntil()).isEqualTo(still);
        }
        verdict.settled().forEach(row -> assertThat(row.openUntil()).isEqualTo(still));
    }

    @Test
    void attempts_that_ran_out_are_told_of_only_once_the_last_has_settled() {
        Part part = part(1, sent(3, 3).open(SETTLED), "A-1");

        Verdict early = asked(part, state(Kind.QUARANTINED));
        Verdict late = asked(part, VerifyResult.told(state(Kind.QUARANTINED).state(), SETTLED));

        assertThat(fates(early)).containsExactly("ASK");
        assertThat(fates(late)).containsExactly("UNCONFIRMED");
    }

    @ParameterizedTest(name = "{0} left out: asked for after {1} s")
    @CsvSource({"1, 2", "20, 2", "21, 60", "500, 60"})
    void only_a_few_that_a_good_answer_leaves_out_are_worth_an_early_look(int number, int wait) {
        Part part = part(1, sent(1, 0), Samples.ids(number).toArray(String[]::new));

        Verdict verdict = judged(InDoubt.VERIFY, part, taken());

        assertThat(verdict.carried()).singleElement();
        assertThat(verdict.carried().get(0).notBefore()).isEqualTo(NOW.plusSeconds(wait));
        assertThat(verdict.carried().get(0).history().openUntil()).isEqualTo(SETTLED);
    }

    @Test
    void nothing_can_be_carried_to_be_sent_before_it_has_settled() {
        History open = sent(1, 0).open(SETTLED);
        List<Integer> rows = List.of(0);

        assertThatThrownBy(
                        () ->
                                new Carried(
                                        rows,
                                        Verdict.Next.SEND,
                                        SETTLED.minusMillis(1),
                                        open,
                                        null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> open.closed(SETTLED.minusMillis(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}, {1} failures, {2} h ago: {3}")
    @CsvSource({
        "RELEASED, 0, 0, RELEASED, found released when asked for: how",
        "RELEASED, 9, 99, RELEASED, found released when asked for: how",
        "BOUNCED, 0, 0, FAILED, 'found released when asked for, but not delivered: how'",
        "NOT_QUARANTINED, 0, 0, NOT_QUARANTINED, not in quarantine: how",
        "NOT_FOUND, 0, 0, NOT_FOUND, Cloudflare does not know this message",
        "UNCLEAR, 0, 0, UNCONFIRMED, does not say whether it was released",
        "QUARANTINED, 0, 0, SEND,",
        "QUARANTINED, 2, 23, SEND,",
        "QUARANTINED, 3, 0, UNCONFIRMED, 'still in quarantine; no answer named a recipient, 3"
                + " attempts'",
        "QUARANTINED, 0, 24, FAILED, attempts ran out after 24 h"
    })
    void a_message_that_was_asked_for_is_settled_by_its_state(
            Kind kind, int failures, int hours, String fate, String reason) {
        Instant first = NOW.minus(Duration.ofHours(hours));
        History history = new History(failures + 1, failures, 0, first, null, false);

        Verdict verdict = asked(part(1, history, 7L, List.of("A-1")), state(kind));

        assertThat(fates(verdict)).containsExactly(fate);
        verdict.settled().forEach(row -> assertThat(row.result().reason()).contains(reason));
        for (Carried carried : verdict.carried()) {
            assertThat(carried.notBefore()).isEqualTo(NOW);
            assertThat(carried.history()).isEqualTo(history);
            assertThat(carried.group()).isEqualTo(7L);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "QUARANTINED, WOULD_RELEASE, in quarantine; disposition SPAM",
        "RELEASED, NOT_QUARANTINED, found released",
        "NOT_QUARANTINED, NOT_QUARANTINED, not in quarantine",
        "NOT_FOUND, NOT_FOUND, does not know",
        "UNCLEAR, UNCONFIRMED, does not say"
    })
    void a_dry_run_only_tells(Kind kind, String outcome, String reason) {
        Verdict verdict = asked(dryRun("A-1"), state(kind));

        assertThat(fates(verdict)).containsExactly(outcome);
        assertThat(verdict.settled().get(0).result().reason()).contains(reason);
    }

    @Test
    void rows_that_were_not_asked_for_are_asked_for_next() {
        Part part = part(1, sent(1, 0), "A-1", "B-1", "C-1");

        Verdict verdict = asked(part, state(Kind.RELEASED), untold(notStarted(300, true)));

        assertThat(fates(verdict)).containsExactly("RELEASED", "ASK", "ASK");
        assertThat(verdict.carried())
                .extracting(Carried::notBefore)
                .containsExactly(NOW.plusSeconds(300), NOW);
    }

    @ParameterizedTest(name = "first tried {0} h ago: {1}")
    @CsvSource({"0, ASK", "23, ASK", "24, UNCONFIRMED"})
    void asking_in_vain_ends_when_attempts_run_out(int hours, String fate) {
        Instant first = NOW.minus(Duration.ofHours(hours));
        Part part = part(1, new History(1, 0, 2, first, null, false), "A-1");

        Verdict verdict = asked(part, untold(unknown(false, true)));

        assertThat(fates(verdict)).containsExactly(fate);
        verdict.carried()
                .forEach(rows -> assertThat(rows.notBefore()).isEqualTo(NOW.plusSeconds(8)));
        verdict.settled()
                .forEach(
                        row ->
                                assertThat(row.result().reason())
                                        .isEqualTo(
                                                "not known whether it was released; asking failed:"
                                                        + " HTTP 502: lost"));
    }

    /** A wrong token must not fill the dead letter by the time it took to mend it. */
    @Test
    void time_spent_on_refused_access_is_no_time_spent_on_asking() {
        Part part = part(1, sent(1, 0), "A-1");
        clock.advance(DAY.multipliedBy(2));
        Verdict refused = asked(part, untold(accessRefused(false)));
        assertThat(fates(refused)).containsExactly("ASK");

        Part after = part(1, refused.carried().get(0).history(), "A-1");

        assertThat(fates(asked(after, state(Kind.QUARANTINED)))).containsExactly("SEND");
        assertThat(fates(asked(after, untold(notStarted(1, false))))).containsExactly("ASK");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_dry_run_gives_up_too(boolean accessRefusedFirst) {
        Part part = dryRun("A-1");
        if (accessRefusedFirst) {
            part = with(part, asked(part, untold(accessRefused(false))));
        }
        part = with(part, asked(part, untold(notStarted(1, false))));
        clock.advance(DAY);

        Verdict verdict = asked(part, untold(notStarted(1, false)));

        assertThat(fates(verdict)).containsExactly("UNCONFIRMED");
    }

    private static Part with(Part part, Verdict verdict) {
        History history = verdict.carried().get(0).history();
        return new Part(1, 1, "default", part.ids(), history, null, part.dryRun());
    }

    private static VerifyResult state(Kind kind) {
        return VerifyResult.told(new MessageState(kind, "SPAM", "how", Samples.FACTS), NOW);
    }

    private VerifyResult untold(Answer failure) {
        return VerifyResult.untold(failure, clock.instant());
    }

    private Verdict asked(Part part, VerifyResult... asked) {
        return judgement(InDoubt.VERIFY).judge(part, List.of(asked));
    }

    private Verdict judged(InDoubt inDoubt, Part part, Answer answer) {
        return judged(inDoubt, answer, false, part).get(0);
    }

    private List<Verdict> judged(InDoubt inDoubt, Answer answer, boolean open, Part... parts) {
        return judgement(inDoubt)
                .judge(new Batch("default", List.of(parts)), answer, open, Blame.MESSAGE);
    }

    private Judgement judgement(InDoubt inDoubt) {
        return new Judgement(policy(inDoubt), clock, () -> groups.getAndAdd(2));
    }

    /** For each row, its outcome or what is next. */
    private static List<String> fates(Verdict verdict) {
        String[] fates = new String[verdict.part().size()];
        verdict.settled().forEach(row -> fates[row.index()] = row.result().outcome().name());
        verdict.carried()
                .forEach(rows -> rows.indexes().forEach(i -> fates[i] = rows.next().name()));
        return List.of(fates);
    }

    private static List<Long> groups(Verdict verdict) {
        return verdict.carried().stream().map(Carried::group).toList();
    }
}
