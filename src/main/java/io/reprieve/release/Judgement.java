package io.reprieve.release;

import io.reprieve.release.Part.History;
import io.reprieve.release.Verdict.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What follows from an answer, id by id: the one place where fates are decided. The rules:
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
 * <p>A message that reached one recipient and failed for another is not sent again: whether a
 * repeat delivers a second copy to the first is not published. Thread-safe.
 */
public final class Judgement {
    /**
     * Due before everything else: until a refusal is followed up, all other calls may be refused
     * just like it. Not the epoch itself, which is a ledger's zero.
     */
    static final Instant FIRST = Instant.ofEpochMilli(1);

    /** Verdicts of Cloudflare's on a message that keep it back where they are asked for first. */
    private static final Set<String> MALICIOUS = Set.of("MALICIOUS", "MALICIOUS-BEC");

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
     * @return one verdict for each part, in the batch's order
     */
    public List<Verdict> judge(Batch batch, Answer answer, boolean formIsOpen) {
        if (answer instanceof Answer.Taken taken) {
            Joined joined = new Joined(taken.results());
            return each(batch, part -> taken(part, joined, taken.facts()));
        }
        if (answer instanceof Answer.Refused refused) {
            return refused(batch, refused, formIsOpen);
        }
        if (answer instanceof Answer.AccessRefused) {
            return each(batch, part -> carriedWhole(part, Next.SEND, clock.instant(), fresh(part)));
        }
        if (answer instanceof Answer.NotStarted notStarted) {
            return each(batch, part -> waiting(part, Next.SEND, notStarted));
        }
        Answer.Unknown unknown = (Answer.Unknown) answer;
        return each(batch, part -> doubtful(part, unknown));
    }

    /**
     * What follows from asking for the messages of a part.
     *
     * @param part what was asked for
     * @param asked what came back for each id of the part, in its order; shorter where asking
     *     stopped: the rest is asked for later
     */
    public Verdict judge(Part part, List<Asked> asked) {
        Fates fates = new Fates(part);
        for (int index = 0; index < part.size(); index++) {
            if (index < asked.size()) {
                byState(part, index, asked.get(index), fates);
            } else {
                fates.carry(index, Next.ASK, clock.instant(), part.history(), part.group());
            }
        }
        return fates.verdict();
    }

    private Verdict taken(Part part, Joined joined, Facts facts) {
        Fates fates = new Fates(part);
        for (int index = 0; index < part.size(); index++) {
            Recipients recipients = joined.find(part.ids().get(index));
            if (recipients == null || recipients.isEmpty()) {
                unnamed(part, index, recipients, facts, fates);
            } else {
                byRecipients(part, index, recipients, facts, fates);
            }
        }
        return fates.verdict();
    }

    private void byRecipients(Part part, int index, Recipients who, Facts facts, Fates fates) {
        boolean some = !who.delivered().isEmpty();
        boolean others = !who.undelivered().isEmpty() || !who.failed().isEmpty();
        if (some && !others) {
            fates.settle(index, new Ruling(Outcome.RELEASED, "", who, facts));
        } else if (some) {
            String reason = "delivered to some recipients, not to others";
            fates.settle(index, new Ruling(Outcome.PARTIAL, reason, who, facts));
        } else if (who.failed().isEmpty()) {
            String reason = "taken by Cloudflare, delivered to nobody";
            fates.settle(index, new Ruling(Outcome.UNDELIVERED, reason, who, facts));
        } else if (part.history().failures() + 1 < policy.failedAttempts()) {
            fates.carry(index, Next.SEND, later(part), failedOnce(part), null);
        } else {
            String reason =
                    "delivery failed for every recipient, "
                            + Words.attempts(part.history().failures() + 1);
            fates.settle(index, new Ruling(Outcome.FAILED, reason, who, facts));
        }
    }

    private void unnamed(Part part, int index, Recipients who, Facts facts, Fates fates) {
        String what =
                who == null
                        ? "the answer does not name this message"
                        : "the answer names no recipient";
        if (policy.inDoubt() == InDoubt.DEAD_LETTER) {
            fates.settle(index, Ruling.of(Outcome.UNCONFIRMED, what, facts));
        } else if (policy.inDoubt() == InDoubt.VERIFY) {
            Instant soon = clock.instant().plus(policy.delay(0));
            fates.carry(index, Next.ASK, soon, failedOnce(part), null);
        } else if (part.history().failures() + 1 < policy.failedAttempts()) {
            fates.carry(index, Next.SEND, later(part), failedOnce(part), null);
        } else {
            String reason = what + ", " + Words.attempts(part.history().failures() + 1);
            fates.settle(index, Ruling.of(Outcome.UNCONFIRMED, reason, facts));
        }
    }

    private void byState(Part part, int index, Asked asked, Fates fates) {
        if (asked.state() == null) {
            unasked(part, index, asked.failure(), fates);
            return;
        }
        MessageState state = asked.state();
        if (part.isUnsent()) {
            checked(part, index, state, fates);
            return;
        }
        switch (state.kind()) {
            case RELEASED -> {
                Outcome outcome = part.dryRun() ? Outcome.NOT_QUARANTINED : Outcome.RELEASED;
                String reason = "found released when asked for: " + state.how();
                fates.settle(index, Ruling.of(outcome, reason, state.facts()));
            }
            case QUARANTINED -> quarantined(part, index, state, fates);
            case NOT_QUARANTINED -> {
                String reason = "not in quarantine: " + state.how();
                fates.settle(index, Ruling.of(Outcome.NOT_QUARANTINED, reason, state.facts()));
            }
            case NOT_FOUND -> {
                String reason = "Cloudflare does not know this message";
                fates.settle(index, Ruling.of(Outcome.NOT_FOUND, reason, state.facts()));
            }
            case UNCLEAR -> {
                String reason = "asked for, but the answer does not say whether it was released";
                fates.settle(index, Ruling.of(Outcome.UNCONFIRMED, reason, state.facts()));
            }
        }
    }

    /** What follows for a message that was asked for before it is sent for the first time. */
    private void checked(Part part, int index, MessageState state, Fates fates) {
        switch (state.kind()) {
            case QUARANTINED, UNCLEAR -> {
                if (isMalicious(state.disposition())) {
                    String reason = "held back: disposition " + state.disposition() + CHECKED;
                    fates.settle(index, Ruling.of(Outcome.CANCELLED, reason, state.facts()));
                } else {
                    fates.carry(index, Next.SEND, clock.instant(), History.NEW, null);
                }
            }
            case RELEASED, NOT_QUARANTINED -> {
                String reason = "not in quarantine: " + state.how();
                fates.settle(index, Ruling.of(Outcome.NOT_QUARANTINED, reason, state.facts()));
            }
            case NOT_FOUND -> {
                String reason = "Cloudflare does not know this message";
                fates.settle(index, Ruling.of(Outcome.NOT_FOUND, reason, state.facts()));
            }
        }
    }

    private void quarantined(Part part, int index, MessageState state, Fates fates) {
        if (part.dryRun()) {
            String verdict = state.disposition() == null ? "not said" : state.disposition();
            String reason = "in quarantine; disposition " + verdict;
            fates.settle(index, Ruling.of(Outcome.WOULD_RELEASE, reason, state.facts()));
        } else if (part.history().failures() >= policy.failedAttempts()) {
            String reason =
                    "still in quarantine; no answer named a recipient, "
                            + Words.attempts(part.history().failures());
            fates.settle(index, Ruling.of(Outcome.UNCONFIRMED, reason, state.facts()));
        } else if (policy.givesUp(part.history().firstTried(), clock.instant())) {
            fates.settle(index, Ruling.of(Outcome.FAILED, ranOut(state.facts()), state.facts()));
        } else {
            fates.carry(index, Next.SEND, clock.instant(), part.history(), part.group());
        }
    }

    private void unasked(Part part, int index, Answer failure, Fates fates) {
        History before = part.history();
        if (failure instanceof Answer.AccessRefused) {
            History anew = since(clock.instant(), before);
            fates.carry(index, Next.ASK, clock.instant(), anew, part.group());
        } else if (policy.givesUp(before.firstTried(), clock.instant())) {
            fates.settle(index, neverTold(part, failure.facts()));
        } else {
            Instant when = clock.instant().plus(wait(before, failure));
            Instant first = before.firstTried() == null ? clock.instant() : before.firstTried();
            History waited = waitedOnce(since(first, before));
            fates.carry(index, Next.ASK, when, waited, part.group());
        }
    }

    private static boolean isMalicious(String disposition) {
        return disposition != null && MALICIOUS.contains(disposition.toUpperCase(Locale.ROOT));
    }

    private static Ruling neverTold(Part part, Facts facts) {
        if (part.isUnsent()) {
            String reason = "never sent; asking for its disposition failed: " + facts.describe();
            return Ruling.of(Outcome.FAILED, reason + CHECKED, facts);
        }
        String reason = "not known whether it was released; asking failed: " + facts.describe();
        return Ruling.of(Outcome.UNCONFIRMED, reason, facts);
    }

    private List<Verdict> refused(Batch batch, Answer.Refused refused, boolean formIsOpen) {
        History sample = batch.parts().get(0).history();
        boolean tryOtherForm =
                formIsOpen && !sample.otherFormTried() && refused.cause() != Answer.Cause.SIZE;
        if (tryOtherForm) {
            long group = newGroup.getAsLong();
            return each(batch, part -> again(part, group));
        }
        if (batch.size() == 1) {
            return each(batch, part -> culprit(part, refused));
        }
        return halves(batch);
    }

    private Verdict again(Part part, long group) {
        History history = refusedOnce(part, true);
        return new Fates(part).carryAll(Next.SEND, FIRST, history, group).verdict();
    }

    private Verdict culprit(Part part, Answer.Refused refused) {
        boolean unknown = refused.cause() == Answer.Cause.UNKNOWN_MESSAGE;
        Outcome outcome = unknown ? Outcome.NOT_FOUND : Outcome.REFUSED;
        String reason = "refused by itself: " + refused.facts().describe();
        Fates fates = new Fates(part);
        fates.settle(0, Ruling.of(outcome, reason, refused.facts()));
        return fates.verdict();
    }

    private List<Verdict> halves(Batch batch) {
        long first = newGroup.getAsLong();
        int half = batch.size() / 2;
        int before = 0;
        List<Verdict> verdicts = new ArrayList<>();
        for (Part part : batch.parts()) {
            Fates fates = new Fates(part);
            for (int index = 0; index < part.size(); index++) {
                long group = before + index < half ? first : first + 1;
                History history = refusedOnce(part, false);
                fates.carry(index, Next.SEND, FIRST, history, group);
            }
            before += part.size();
            verdicts.add(fates.verdict());
        }
        return verdicts;
    }

    private Verdict waiting(Part part, Next next, Answer.NotStarted answer) {
        if (policy.givesUp(part.history().firstTried(), clock.instant())) {
            return settledWhole(part, Outcome.FAILED, ranOut(answer.facts()), answer.facts());
        }
        Instant when = clock.instant().plus(wait(part.history(), answer));
        return carriedWhole(part, next, when, waitedOnce(part.history()));
    }

    private Verdict doubtful(Part part, Answer.Unknown answer) {
        String reason = "not known whether it was released: " + answer.facts().describe();
        boolean late = policy.givesUp(part.history().firstTried(), clock.instant());
        if (policy.inDoubt() == InDoubt.DEAD_LETTER
                || (late && policy.inDoubt() == InDoubt.RESEND)) {
            return settledWhole(part, Outcome.UNCONFIRMED, reason, answer.facts());
        }
        Duration wait = policy.delay(part.history().waits());
        if (answer.timedOut() && wait.compareTo(policy.settleTime()) < 0) {
            wait = policy.settleTime();
        }
        Next next = policy.inDoubt() == InDoubt.VERIFY ? Next.ASK : Next.SEND;
        return carriedWhole(part, next, clock.instant().plus(wait), waitedOnce(part.history()));
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

    private String ranOut(Facts last) {
        return "attempts ran out after "
                + Words.duration(policy.giveUpAfter())
                + "; last answer: "
                + last.describe();
    }

    private History refusedOnce(Part part, boolean otherFormTried) {
        History was = part.history();
        Instant refused = was.refused() == null ? clock.instant() : was.refused();
        return new History(
                was.attempts(), was.failures(), 0, was.firstTried(), refused, otherFormTried);
    }

    private static History failedOnce(Part part) {
        History was = part.history();
        return new History(was.attempts(), was.failures() + 1, 0, was.firstTried(), null, false);
    }

    private static History waitedOnce(History was) {
        return new History(
                was.attempts(),
                was.failures(),
                was.waits() + 1,
                was.firstTried(),
                was.refused(),
                was.otherFormTried());
    }

    private static History since(Instant firstTried, History was) {
        return new History(
                was.attempts(),
                was.failures(),
                was.waits(),
                firstTried,
                was.refused(),
                was.otherFormTried());
    }

    /** While access is refused nothing is the rows' fault, so their time to give up starts anew. */
    private static History fresh(Part part) {
        History was = part.history();
        return new History(
                was.attempts(), was.failures(), 0, null, was.refused(), was.otherFormTried());
    }

    private static Verdict carriedWhole(Part part, Next next, Instant when, History history) {
        return new Fates(part).carryAll(next, when, history, part.group()).verdict();
    }

    private static Verdict settledWhole(Part part, Outcome outcome, String reason, Facts facts) {
        Ruling ruling = Ruling.of(outcome, reason, facts);
        Fates fates = new Fates(part);
        IntStream.range(0, part.size()).forEach(index -> fates.settle(index, ruling));
        return fates.verdict();
    }

    private static List<Verdict> each(
            Batch batch, java.util.function.Function<Part, Verdict> rule) {
        return batch.parts().stream().map(rule).toList();
    }
}
