package io.reprieve.domain;

import io.reprieve.domain.MessageState.Kind;
import io.reprieve.domain.Part.History;
import io.reprieve.domain.Verdict.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What follows from an answer, id by id: the one place where outcomes are decided. The rules:
 *
 * <ul>
 *   <li>taken: each message is judged by its recipients ({@link #byRecipients}); one that the
 *       answer does not name, or names without a recipient, is asked for
 *   <li>refused as a whole: the other body form once while none is known to work, then halves, down
 *       to the single id at fault
 *   <li>access refused: no message is at fault, everything waits as it is
 *   <li>not started: the same again, later; given up after {@code reprieve.retry.give-up-after}
 *   <li>unknown: as {@code reprieve.in-doubt} says; never simply sent again unless it says so
 * </ul>
 *
 * <p>Whatever leaves an outcome open ({@link History#openUntil()}) keeps it open until the settle
 * time is over. Sent again is only what a look that began later has found held ({@link
 * #quarantined}); an earlier look may settle, and no more.
 *
 * <p>A message that reached one recipient and failed for another is not sent again: whether a
 * repeat delivers a second copy to the first is not published. Thread-safe.
 */
public final class Judgement {
    /** Verdicts of Cloudflare's on a message that keep it back where they are asked for first. */
    private static final Set<String> MALICIOUS = Set.of("MALICIOUS", "MALICIOUS-BEC");

    /** So many messages that a good answer leaves out are looked for at once. */
    static final int EARLY_LOOKS = 20;

    private static final String CHECKED = " (reprieve.guard.disposition = check)";

    private final RetryPolicy policy;
    private final Clock clock;
    private final LongSupplier newGroup;

    /**
     * A judge.
     *
     * @param policy waits and bounds
     * @param clock now
     * @param newGroup even numbers for {@link Part#group()}, never the same twice; the number after
     *     each is used for the sibling
     */
    public Judgement(RetryPolicy policy, Clock clock, LongSupplier newGroup) {
        this.policy = policy;
        this.clock = clock;
        this.newGroup = newGroup;
    }

    /**
     * What follows from the answer to a release call.
     *
     * @param batch what was sent
     * @param answer what came back
     * @param formIsOpen whether no body form is known to work with this account, so that a refusal
     *     may be about the form
     * @param blame who is to blame if a call with a single id is refused
     * @return one verdict for each part, in the batch's order
     */
    public List<Verdict> judge(Batch batch, Answer answer, boolean formIsOpen, Blame blame) {
        if (answer instanceof Answer.Taken taken) {
            return taken(batch, taken);
        }
        if (answer instanceof Answer.Refused refused) {
            return refused(batch, refused, formIsOpen, blame);
        }
        if (answer instanceof Answer.AccessRefused) {
            return each(
                    batch,
                    part -> carriedWhole(part, Next.SEND, clock.instant(), part.history().fresh()));
        }
        if (answer instanceof Answer.NotStarted notStarted) {
            return each(batch, part -> waiting(part, Next.SEND, notStarted));
        }
        return doubtful(batch, (Answer.Unknown) answer);
    }

    /**
     * What follows from asking for the messages of a part.
     *
     * @param part what was asked for
     * @param asked what came back for each id of the part, in its order; shorter where asking
     *     stopped: the rest is asked for later
     */
    public Verdict judge(Part part, List<VerifyResult> asked) {
        VerdictBuilder builder = new VerdictBuilder(part);
        for (int index = 0; index < part.size(); index++) {
            if (index < asked.size()) {
                byState(part, index, asked.get(index), builder);
            } else {
                builder.carry(index, Next.ASK, clock.instant(), part.history(), part.group());
            }
        }
        return builder.verdict();
    }

    private List<Verdict> taken(Batch batch, Answer.Taken answer) {
        ResultsById joined = new ResultsById(answer.results());
        List<Recipients> named = batch.ids().stream().map(joined::find).toList();
        Instant openUntil = clock.instant().plus(policy.settleTime());
        long unnamed = named.stream().filter(Judgement::isNobody).count();
        // A look is a call: worth one more for a few, so that a small list need not wait.
        Instant look = unnamed > EARLY_LOOKS ? openUntil : clock.instant().plus(policy.delay(0));
        int before = 0;
        List<Verdict> verdicts = new ArrayList<>();
        for (Part part : batch.parts()) {
            VerdictBuilder builder = new VerdictBuilder(part);
            for (int index = 0; index < part.size(); index++) {
                Recipients who = named.get(before + index);
                if (isNobody(who)) {
                    unnamed(part, index, who, answer.facts(), builder, openUntil, look);
                } else {
                    byRecipients(part, index, who, answer.facts(), builder);
                }
            }
            before += part.size();
            verdicts.add(builder.verdict());
        }
        return verdicts;
    }

    private static boolean isNobody(Recipients who) {
        return who == null || who.isEmpty();
    }

    private void byRecipients(
            Part part, int index, Recipients who, ResponseInfo facts, VerdictBuilder builder) {
        boolean some = !who.delivered().isEmpty();
        boolean others = !who.undelivered().isEmpty() || !who.failed().isEmpty();
        if (some && !others) {
            builder.settle(index, new RowResult(Outcome.RELEASED, "", who, facts));
        } else if (some) {
            String reason = "delivered to some recipients, not to others";
            builder.settle(index, new RowResult(Outcome.PARTIAL, reason, who, facts));
        } else if (who.failed().isEmpty()) {
            String reason = "taken by Cloudflare, delivered to nobody";
            builder.settle(index, new RowResult(Outcome.UNDELIVERED, reason, who, facts));
        } else if (part.history().failures() + 1 < policy.failedAttempts()) {
            builder.carry(index, Next.SEND, later(part), part.history().failedOnce(), null);
        } else {
            String reason =
                    "delivery failed for every recipient, "
                            + Text.attempts(part.history().failures() + 1);
            builder.settle(index, new RowResult(Outcome.FAILED, reason, who, facts));
        }
    }

    private void unnamed(
            Part part,
            int index,
            Recipients who,
            ResponseInfo facts,
            VerdictBuilder builder,
            Instant openUntil,
            Instant look) {
        String what =
                who == null
                        ? "the answer does not name this message"
                        : "the answer names no recipient";
        History history = part.history().failedOnce().open(openUntil);
        if (policy.inDoubt().asks()) {
            builder.carry(index, Next.ASK, look, history, null);
        } else if (policy.inDoubt() == InDoubt.DEAD_LETTER) {
            builder.settle(index, RowResult.of(Outcome.UNCONFIRMED, what, facts), history);
        } else if (history.failures() < policy.failedAttempts()) {
            builder.carry(index, Next.SEND, notBefore(later(part), openUntil), history, null);
        } else {
            String reason = what + ", " + Text.attempts(history.failures());
            builder.settle(index, RowResult.of(Outcome.UNCONFIRMED, reason, facts), history);
        }
    }

    private void byState(Part part, int index, VerifyResult asked, VerdictBuilder builder) {
        if (asked.state() == null) {
            unasked(part, index, asked.failure(), builder);
            return;
        }
        MessageState state = asked.state();
        if (part.isUnsent()) {
            checked(part, index, state, builder);
            return;
        }
        boolean early = part.history().isOpen(asked.looked());
        if (early && (state.kind() == Kind.QUARANTINED || state.kind() == Kind.UNCLEAR)) {
            // Held so far: the call may still be at work, or its work not be seen yet.
            Instant openUntil = part.history().openUntil();
            builder.carry(index, Next.ASK, openUntil, part.history(), part.group());
            return;
        }
        History known = early ? part.history() : part.history().closed(asked.looked());
        switch (state.kind()) {
            case RELEASED -> {
                Outcome outcome = part.dryRun() ? Outcome.NOT_QUARANTINED : Outcome.RELEASED;
                String reason = "found released when asked for: " + state.how();
                builder.settle(index, RowResult.of(outcome, reason, state.facts()), known);
            }
            case BOUNCED -> {
                Outcome outcome = part.dryRun() ? Outcome.NOT_QUARANTINED : Outcome.FAILED;
                String reason = "found released when asked for, but not delivered: " + state.how();
                builder.settle(index, RowResult.of(outcome, reason, state.facts()), known);
            }
            case QUARANTINED -> quarantined(part, index, state, known, builder);
            case NOT_QUARANTINED -> {
                String reason = "not in quarantine: " + state.how();
                builder.settle(
                        index, RowResult.of(Outcome.NOT_QUARANTINED, reason, state.facts()), known);
            }
            case NOT_FOUND -> {
                String reason = "Cloudflare does not know this message";
                builder.settle(
                        index, RowResult.of(Outcome.NOT_FOUND, reason, state.facts()), known);
            }
            case UNCLEAR -> {
                String reason = "asked for, but the answer does not say whether it was released";
                builder.settle(
                        index, RowResult.of(Outcome.UNCONFIRMED, reason, state.facts()), known);
            }
        }
    }

    /** What follows for a message that was asked for before it is sent for the first time. */
    private void checked(Part part, int index, MessageState state, VerdictBuilder builder) {
        switch (state.kind()) {
            case QUARANTINED, UNCLEAR -> {
                if (isMalicious(state.disposition())) {
                    String reason = "held back: disposition " + state.disposition() + CHECKED;
                    builder.settle(index, RowResult.of(Outcome.CANCELLED, reason, state.facts()));
                } else {
                    builder.carry(index, Next.SEND, clock.instant(), History.NEW, null);
                }
            }
            case RELEASED, BOUNCED, NOT_QUARANTINED -> {
                String reason = "not in quarantine: " + state.how();
                builder.settle(index, RowResult.of(Outcome.NOT_QUARANTINED, reason, state.facts()));
            }
            case NOT_FOUND -> {
                String reason = "Cloudflare does not know this message";
                builder.settle(index, RowResult.of(Outcome.NOT_FOUND, reason, state.facts()));
            }
        }
    }

    /** The only way from doubt to another call, but for {@code resend}. */
    private void quarantined(
            Part part, int index, MessageState state, History known, VerdictBuilder builder) {
        if (part.dryRun()) {
            String verdict = state.disposition() == null ? "not said" : state.disposition();
            String reason = "in quarantine; disposition " + verdict;
            builder.settle(
                    index, RowResult.of(Outcome.WOULD_RELEASE, reason, state.facts()), known);
        } else if (known.failures() >= policy.failedAttempts()) {
            String reason =
                    "still in quarantine; no answer named a recipient, "
                            + Text.attempts(known.failures());
            builder.settle(index, RowResult.of(Outcome.UNCONFIRMED, reason, state.facts()), known);
        } else if (policy.givesUp(known.firstTried(), clock.instant())) {
            RowResult result = RowResult.of(Outcome.FAILED, ranOut(state.facts()), state.facts());
            builder.settle(index, result, known);
        } else {
            builder.carry(index, Next.SEND, clock.instant(), known, part.group());
        }
    }

    private void unasked(Part part, int index, Answer failure, VerdictBuilder builder) {
        History before = part.history();
        if (part.isOnlyAccused()) {
            // Releases may work where looks do not.
            Instant when = clock.instant().plus(wait(before, failure));
            builder.carry(index, Next.SEND, when, before.waitedOnce(), part.group());
        } else if (failure instanceof Answer.AccessRefused) {
            History anew = before.since(clock.instant());
            builder.carry(index, Next.ASK, clock.instant(), anew, part.group());
        } else if (policy.givesUp(before.firstTried(), clock.instant())) {
            builder.settle(index, neverTold(part, failure.facts()));
        } else {
            Instant when = clock.instant().plus(wait(before, failure));
            Instant first = before.firstTried() == null ? clock.instant() : before.firstTried();
            History waited = before.since(first).waitedOnce();
            builder.carry(index, Next.ASK, when, waited, part.group());
        }
    }

    private static boolean isMalicious(String disposition) {
        return disposition != null && MALICIOUS.contains(disposition.toUpperCase(Locale.ROOT));
    }

    private static RowResult neverTold(Part part, ResponseInfo facts) {
        if (part.isUnsent()) {
            String reason = "never sent; asking for its disposition failed: " + facts.describe();
            return RowResult.of(Outcome.FAILED, reason + CHECKED, facts);
        }
        String reason = "not known whether it was released; asking failed: " + facts.describe();
        return RowResult.of(Outcome.UNCONFIRMED, reason, facts);
    }

    private List<Verdict> refused(
            Batch batch, Answer.Refused refused, boolean formIsOpen, Blame blame) {
        History sample = batch.parts().get(0).history();
        boolean tryOtherForm =
                formIsOpen && !sample.otherFormTried() && refused.cause() != Answer.Cause.SIZE;
        if (tryOtherForm) {
            long group = newGroup.getAsLong();
            return each(batch, part -> again(part, first(batch.size()), group));
        }
        if (batch.size() == 1) {
            return each(
                    batch,
                    part ->
                            blame == Blame.MESSAGE
                                    ? culprit(part, refused)
                                    : accused(part, refused));
        }
        return halves(batch);
    }

    /**
     * Due before everything else: until a refusal is followed up, all other calls may be refused
     * just like it. The smaller one first, which leads to a single id in the fewest calls.
     */
    static Instant first(int size) {
        return Instant.ofEpochMilli(size);
    }

    private Verdict again(Part part, Instant when, long group) {
        History history = part.history().refusedOnce(clock.instant(), true);
        return new VerdictBuilder(part).carryAll(Next.SEND, when, history, group).verdict();
    }

    private Verdict culprit(Part part, Answer.Refused refused) {
        boolean unknown = refused.cause() == Answer.Cause.UNKNOWN_MESSAGE;
        Outcome outcome = unknown ? Outcome.NOT_FOUND : Outcome.REFUSED;
        String reason = "refused by itself: " + refused.facts().describe();
        VerdictBuilder builder = new VerdictBuilder(part);
        builder.settle(0, RowResult.of(outcome, reason, refused.facts()));
        return builder.verdict();
    }

    /**
     * Tried again, first as it is, then after a look at it, until it is known whose fault it is.
     */
    private Verdict accused(Part part, Answer.Refused refused) {
        History was = part.history();
        if (policy.givesUp(was.firstTried(), clock.instant())) {
            RowResult result =
                    RowResult.of(Outcome.FAILED, ranOut(refused.facts()), refused.facts());
            return settledWhole(part, result, was);
        }
        Next next = was.waits() == 0 ? Next.SEND : Next.ASK;
        Instant when = clock.instant().plus(policy.delay(was.waits()));
        History history = was.accused(clock.instant());
        return new VerdictBuilder(part)
                .carryAll(next, when, history, newGroup.getAsLong())
                .verdict();
    }

    private List<Verdict> halves(Batch batch) {
        Instant now = clock.instant();
        Instant when = first((batch.size() + 1) / 2);
        return halves(batch, Next.SEND, when, part -> part.history().halved(now));
    }

    /** What was in one call goes on in two, each by itself. */
    private List<Verdict> halves(
            Batch batch, Next next, Instant when, Function<Part, History> history) {
        long first = newGroup.getAsLong();
        int half = batch.size() / 2;
        int before = 0;
        List<Verdict> verdicts = new ArrayList<>();
        for (Part part : batch.parts()) {
            VerdictBuilder builder = new VerdictBuilder(part);
            History after = history.apply(part);
            for (int index = 0; index < part.size(); index++) {
                long group = before + index < half ? first : first + 1;
                builder.carry(index, next, when, after, group);
            }
            before += part.size();
            verdicts.add(builder.verdict());
        }
        return verdicts;
    }

    private Verdict waiting(Part part, Next next, Answer.NotStarted answer) {
        if (policy.givesUp(part.history().firstTried(), clock.instant())) {
            RowResult result = RowResult.of(Outcome.FAILED, ranOut(answer.facts()), answer.facts());
            return settledWhole(part, result, part.history());
        }
        Instant when = clock.instant().plus(wait(part.history(), answer));
        return carriedWhole(part, next, when, part.history().waitedOnce());
    }

    private List<Verdict> doubtful(Batch batch, Answer.Unknown answer) {
        Instant openUntil = clock.instant().plus(policy.settleTime());
        if (policy.inDoubt().asks()) {
            // What comes back from this goes on in smaller calls: it may have been too much.
            return halves(batch, Next.ASK, openUntil, part -> inDoubt(part, openUntil));
        }
        return each(batch, part -> unlooked(part, answer, openUntil));
    }

    private Verdict unlooked(Part part, Answer.Unknown answer, Instant openUntil) {
        History history = inDoubt(part, openUntil);
        if (policy.inDoubt() == InDoubt.DEAD_LETTER
                || policy.givesUp(history.firstTried(), clock.instant())) {
            String reason = "not known whether it was released: " + answer.facts().describe();
            RowResult result = RowResult.of(Outcome.UNCONFIRMED, reason, answer.facts());
            return settledWhole(part, result, history);
        }
        Instant when =
                notBefore(clock.instant().plus(policy.delay(part.history().waits())), openUntil);
        return carriedWhole(part, Next.SEND, when, history);
    }

    private static History inDoubt(Part part, Instant openUntil) {
        return part.history().waitedOnce().open(openUntil);
    }

    private static Instant notBefore(Instant when, Instant openUntil) {
        return when.isBefore(openUntil) ? openUntil : when;
    }

    private Duration wait(History history, Answer answer) {
        Duration told =
                answer instanceof Answer.NotStarted notStarted ? notStarted.retryAfter() : null;
        // "At once" is no wait: it would repeat without any pause for as long as it is said.
        return told == null || told.isZero() ? policy.delay(history.waits()) : told;
    }

    private Instant later(Part part) {
        return clock.instant().plus(policy.delay(part.history().failures()));
    }

    private String ranOut(ResponseInfo last) {
        return "attempts ran out after "
                + Text.duration(policy.giveUpAfter())
                + "; last answer: "
                + last.describe();
    }

    private static Verdict carriedWhole(Part part, Next next, Instant when, History history) {
        return new VerdictBuilder(part).carryAll(next, when, history, part.group()).verdict();
    }

    private static Verdict settledWhole(Part part, RowResult result, History history) {
        VerdictBuilder builder = new VerdictBuilder(part);
        IntStream.range(0, part.size()).forEach(index -> builder.settle(index, result, history));
        return builder.verdict();
    }

    private static List<Verdict> each(Batch batch, Function<Part, Verdict> rule) {
        return batch.parts().stream().map(rule).toList();
    }
}
