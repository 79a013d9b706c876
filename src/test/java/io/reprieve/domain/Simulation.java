package io.reprieve.domain;

import io.reprieve.TestClock;
import io.reprieve.domain.Part.History;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rules at work together against an API that is a function: calls are claimed in order of their
 * time, so many under way at once, as the ledger and the schedule do it. Time is leapt over.
 */
final class Simulation {
    private static final int MAX_CALLS = 200_000;

    private final TestClock clock = new TestClock();
    private final AtomicLong groups = new AtomicLong();
    private final List<Item> items = new ArrayList<>();
    private final Map<String, List<RowResult>> results = new LinkedHashMap<>();
    private final TakenHalves halves = new TakenHalves();
    private final FormRules forms;
    private final AccountRules rules;
    private final BlameRules blames = new BlameRules(clock);
    private final Judgement judgement;
    private final Api api;
    private final int inFlight;
    private AccountState state;
    private long number;
    private int calls;
    private int asks;

    Simulation(Api api, RetryPolicy policy, BodyForm fixedForm, int startSize, int inFlight) {
        this.api = api;
        this.inFlight = inFlight;
        forms = new FormRules(fixedForm);
        Duration first = policy.firstDelay();
        rules = new AccountRules(clock, 1000, inFlight, first, Duration.ofSeconds(30));
        judgement = new Judgement(policy, clock, () -> groups.getAndAdd(2));
        state = AccountState.unknown("default", startSize);
    }

    /** Verifies doubts, learns the form, starts with full calls, one at a time. */
    static Simulation of(Api api) {
        return new Simulation(api, Samples.policy(InDoubt.VERIFY), null, 1000, 1);
    }

    /** Releases every id; each has its results afterwards. */
    Simulation run(List<String> ids) {
        ids.forEach(id -> results.put(id, new ArrayList<>()));
        add(ids, Next.SEND, clock.instant(), History.NEW, null);
        while (!items.isEmpty()) {
            round();
            if (calls + asks > MAX_CALLS) {
                throw new AssertionError("no end after " + calls + " calls, " + asks + " asked");
            }
        }
        return this;
    }

    int calls() {
        return calls;
    }

    int asks() {
        return asks;
    }

    AccountState state() {
        return state;
    }

    TestClock clock() {
        return clock;
    }

    /** All results of each id: one, unless the rules are wrong. */
    Map<String, List<RowResult>> results() {
        return results;
    }

    /** The ids with that outcome, in order. */
    List<String> with(Outcome outcome) {
        return results.entrySet().stream()
                .filter(one -> one.getValue().stream().anyMatch(r -> r.outcome() == outcome))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void round() {
        items.sort(Comparator.comparing(Item::notBefore).thenComparing(Item::number));
        clock.advanceTo(items.get(0).notBefore());
        AccountHold held =
                state.hold(items.get(0).next() == Next.ASK ? CallKind.LOOK : CallKind.RELEASE);
        if (held != null) {
            clock.advanceTo(held.probeAt());
        }
        if (state.isPaused(clock.instant())) {
            clock.advanceTo(state.pause().until());
        }
        if (items.get(0).next() == Next.ASK) {
            ask(items.remove(0).part());
            return;
        }
        List<UnderWay> underWay = new ArrayList<>();
        while (underWay.size() < atOnce() && isSendingDue()) {
            Batch batch = claim();
            underWay.add(
                    new UnderWay(batch, Sent.of(batch, forms.form(state, batch), clock.instant())));
        }
        underWay.forEach(this::call);
    }

    private int atOnce() {
        boolean single =
                state.hold(CallKind.RELEASE) != null || state.isTrial() || rules.isSuspect(state);
        return single ? 1 : inFlight;
    }

    private boolean isSendingDue() {
        return !items.isEmpty()
                && items.get(0).next() == Next.SEND
                && !items.get(0).notBefore().isAfter(clock.instant());
    }

    private Batch claim() {
        Item first = items.remove(0);
        Part part = first.part();
        List<Part> parts = new ArrayList<>();
        if (part.group() != null && together(part) <= largest()) {
            parts.add(part);
            items.stream()
                    .filter(item -> item.isOf(part.group()))
                    .forEach(i -> parts.add(i.part()));
            items.removeIf(item -> item.isOf(part.group()));
        } else {
            int size = Math.min(rules.callSize(state), part.size());
            parts.add(Samples.part(++number, part.history(), null, part.ids().subList(0, size)));
            List<String> rest = part.ids().subList(size, part.size());
            if (!rest.isEmpty()) {
                Part left = Samples.part(++number, part.history(), null, rest);
                items.add(0, new Item(number, left, Next.SEND, first.notBefore()));
            }
        }
        return new Batch("default", parts.stream().map(this::begun).toList());
    }

    private int together(Part part) {
        int others =
                items.stream()
                        .filter(item -> item.isOf(part.group()))
                        .mapToInt(item -> item.part().size())
                        .sum();
        return part.size() + others;
    }

    private int largest() {
        return state.slow() == null ? 1000 : rules.callSize(state);
    }

    private Part begun(Part part) {
        if (part.history().isOpen(clock.instant())) {
            throw new AssertionError("sent while a call that held it may still be at work");
        }
        return part.with(part.history().begun(clock.instant()));
    }

    private void call(UnderWay sent) {
        calls++;
        clock.advance(Duration.ofMillis(10));
        Batch batch = sent.batch();
        Answer answer = api.release(batch.ids(), sent.call().form());
        boolean open = forms.isOpen(state, batch);
        Blame blame = blames.of(state, batch);
        state = rules.after(state, answer, sent.call());
        if (answer instanceof Answer.Taken && rules.tellsSize(state, batch)) {
            halves.taken(batch).ifPresent(size -> state = rules.limited(state, size));
        }
        judgement.judge(batch, answer, open, blame).forEach(this::settle);
    }

    private void ask(Part part) {
        List<VerifyResult> asked = new ArrayList<>();
        for (String id : part.ids()) {
            asks++;
            Instant looked = clock.instant();
            clock.advance(Duration.ofMillis(1));
            VerifyResult said = api.ask(id);
            VerifyResult one = new VerifyResult(said.state(), said.failure(), looked);
            asked.add(one);
            if (one.failure() != null) {
                state = rules.after(state, CallKind.LOOK, one.failure(), looked);
                break;
            }
            state = rules.worked(state, CallKind.LOOK, looked);
        }
        Verdict verdict = judgement.judge(part, asked);
        if (part.isOnlyAccused() && !verdict.settled().isEmpty()) {
            state = rules.explained(state);
        }
        settle(verdict);
    }

    private void settle(Verdict verdict) {
        List<String> ids = verdict.part().ids();
        verdict.settled().forEach(row -> results.get(ids.get(row.index())).add(row.result()));
        for (Carried rows : verdict.carried()) {
            List<String> own = rows.indexes().stream().map(ids::get).toList();
            add(own, rows.next(), rows.notBefore(), rows.history(), rows.group());
        }
    }

    private void add(List<String> ids, Next next, Instant when, History history, Long group) {
        Part part = Samples.part(++number, history, group, ids);
        items.add(new Item(number, part, next, when));
    }

    /** The other side. */
    interface Api {
        /** Answers a release call. */
        Answer release(List<String> ids, BodyForm form);

        /** Answers a question for one message. */
        default VerifyResult ask(String id) {
            throw new AssertionError("nothing is in doubt");
        }
    }

    private record Item(long number, Part part, Next next, Instant notBefore) {
        boolean isOf(Long group) {
            return next == Next.SEND && group.equals(part.group());
        }
    }

    private record UnderWay(Batch batch, Sent call) {}
}
