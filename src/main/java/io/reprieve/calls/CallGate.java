package io.reprieve.calls;

import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.Batch;
import io.reprieve.domain.Blame;
import io.reprieve.domain.BlameRules;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.RateHint;
import io.reprieve.domain.Redactor;
import io.reprieve.domain.Text;
import io.reprieve.domain.Verdict;
import io.reprieve.ledger.AccountStates;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.CommitSignal;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Parts;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when which account may be called: calls under way, budget, pauses and holds. Thread-safe.
 */
public final class CallGate {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.account");

    /**
     * How often a thread that waits for its turn looks whether Reprieve is being stopped, in ms.
     */
    public static final long POLL_MILLIS = 50;

    /**
     * Calls that may be claimed, for each that may be under way: it, one that is being written
     * down, and one that waits. Each needs a thread, or one account's would keep another's waiting.
     */
    public static final int CLAIMED = 3;

    /** A shorter pause is over before anybody reads of it. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private static final String NONE_LEFT =
            "Cloudflare says in Ratelimit that no call is left of the budget until then. Other"
                    + " programs or the dashboard may be using it too";

    private final Settings settings;
    private final CommitSignal commits;
    private final Clock clock;
    private final AccountStates accounts;
    private final CallBudget pace;
    private final AccountRules rules;
    private final BlameRules blames;
    private final Map<String, Account> byName = new LinkedHashMap<>();
    private final Map<String, Map<CallKind, Integer>> claimed = new HashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private boolean stopping;

    /** A schedule over that ledger. */
    public CallGate(Settings settings, Ledger ledger, Clock clock, AccountRules rules) {
        this.settings = settings;
        this.clock = clock;
        this.accounts = ledger.accounts();
        this.commits = ledger.commits();
        this.rules = rules;
        this.blames = new BlameRules(clock);
        this.pace =
                ledger.pace(
                        settings.rate().requests(),
                        settings.rate().usable(),
                        settings.rate().window());
        settings.accounts().forEach(account -> byName.put(account.name(), account));
        byName.keySet().stream()
                .filter(name -> state(name).hold() != null)
                .forEach(name -> update(name, rules::started));
    }

    /** The time by the clock that everything here goes by. */
    public Instant now() {
        return clock.instant();
    }

    /** Names of the accounts, the default one first. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The account of that name. */
    public Account account(String name) {
        return byName.get(name);
    }

    /** How the account stands. */
    public AccountState state(String name) {
        return accounts.get(name, settings.batch().startSize());
    }

    /** Ids in the next full call of the account. */
    public int callSize(String name) {
        return rules.callSize(state(name));
    }

    /**
     * Ids in a call that is filled from small lists: as many as a call may hold, since waiting
     * lists are to share one; but no more than usual once calls had to shrink.
     */
    public int fillSize(String name) {
        int size = callSize(name);
        boolean hasShrunk = size < settings.batch().startSize() || state(name).slow() != null;
        return hasShrunk ? size : Math.min(settings.batch().maxSize(), state(name).sizeLimit());
    }

    /**
     * How many calls of that kind may be claimed now. Some wait ready behind those under way, so
     * that no place stays empty while the ledger is written, and are claimed together; but none
     * does while calls still grow, since it would be too small for its time.
     */
    public int mayClaim(String name, CallKind kind) {
        AccountState state = state(name);
        boolean grows =
                rules.callSize(state) < Math.min(settings.batch().maxSize(), state.sizeLimit());
        int most = grows ? settings.inFlight() : CLAIMED * settings.inFlight();
        int fewest = grows ? 1 : settings.inFlight();
        Instant now = clock.instant();
        synchronized (this) {
            int calls = claimed(name);
            AccountHold hold = state.hold(kind);
            if (hold != null || isOneByOne(state, kind)) {
                boolean due = hold == null || !now.isBefore(hold.probeAt());
                boolean tries = claimed(name, kind) == 0 && due;
                most = tries && calls < most ? calls + 1 : 0;
                fewest = 1;
            }
            if (stopping || state.isPaused(now) || most - calls < fewest) {
                return 0;
            }
            most -= calls;
        }
        return pace.untilFree(budget(name)).isZero() ? most : 0;
    }

    /**
     * Whether a call that was claimed before trouble began must not be made any more: while calls
     * of a kind are held, one at a time may try.
     */
    public boolean mustWait(String name, CallKind kind) {
        AccountState state = state(name);
        AccountHold hold = state.hold(kind);
        boolean early = hold != null && clock.instant().isBefore(hold.probeAt());
        synchronized (this) {
            boolean suspect = kind == CallKind.RELEASE && rules.isSuspect(state);
            boolean single = hold != null || suspect;
            return early || (single && claimed(name, kind) > 1);
        }
    }

    private boolean isOneByOne(AccountState state, CallKind kind) {
        return kind == CallKind.RELEASE && (state.isTrial() || rules.isSuspect(state));
    }

    /** Who is to blame if that call is refused; the account as it was before. */
    public Blame blame(AccountState before, Batch batch) {
        return blames.of(before, batch);
    }

    /** Whether releases are held since everything is refused, whatever it is. */
    public boolean isEverythingRefused(String name) {
        AccountHold hold = state(name).hold(CallKind.RELEASE);
        return hold != null && hold.kind() == AccountHold.Kind.REFUSALS;
    }

    /** Whether calls of that kind are held back by trouble, so that one at a time may try. */
    public boolean isHeld(String name, CallKind kind) {
        return state(name).hold(kind) != null;
    }

    /** Counts a call as claimed, until {@link #leave}. */
    public synchronized void enter(String name, CallKind kind) {
        claimed.computeIfAbsent(name, first -> new EnumMap<>(CallKind.class))
                .merge(kind, 1, Integer::sum);
    }

    /** Ends what {@link #enter} began: another call may be claimed. */
    public void leave(String name, CallKind kind) {
        synchronized (this) {
            claimed.get(name).merge(kind, -1, Integer::sum);
            notifyAll();
        }
        commits.give();
    }

    /** When calls that are held may be tried next; null where none are held. */
    Instant nextProbe(String name) {
        return state(name).holds().values().stream()
                .map(AccountHold::probeAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** When a pause, or a budget that is spent, lets the next call begin. */
    Instant nextTurn(String name) {
        return clock.instant().plus(untilTurn(name));
    }

    private int claimed(String name) {
        return claimed.getOrDefault(name, Map.of()).values().stream().mapToInt(n -> n).sum();
    }

    private int claimed(String name, CallKind kind) {
        return claimed.getOrDefault(name, Map.of()).getOrDefault(kind, 0);
    }

    /** Says that the answer to a call is there: another one may take its place. */
    public synchronized void answered(String name) {
        underWay.merge(name, -1, Integer::sum);
        notifyAll();
    }

    /**
     * Waits for the turn of one question and takes its call out of the budget.
     *
     * @return a ticket for the call, to be given to {@link #answered(String, CallBudget.Ticket)};
     *     null when Reprieve is being stopped
     */
    public CallBudget.Ticket await(String name) throws InterruptedException {
        while (awaitTurn(name, () -> true)) {
            CallBudget.Ticket ticket = null;
            try {
                ticket = pace.take(budget(name));
            } finally {
                if (ticket == null || !ticket.isGranted()) {
                    answered(name);
                }
            }
            if (ticket.isGranted()) {
                return ticket;
            }
        }
        return null;
    }

    /**
     * Waits until a place among the calls under way is free, the budget seems to have a call left
     * and no pause is under way; then takes the place, until {@link #answered}.
     *
     * @return false when Reprieve is being stopped, or the window for releasing has closed: no
     *     place was taken
     */
    public boolean awaitRelease(String name) throws InterruptedException {
        return awaitTurn(name, this::mayRelease);
    }

    private boolean awaitTurn(String name, BooleanSupplier stillAllowed)
            throws InterruptedException {
        while (!isStopping() && stillAllowed.getAsBoolean()) {
            Duration wait = untilTurn(name);
            if (wait.isZero() && takePlace(name)) {
                return true;
            }
            sleep(wait);
        }
        return false;
    }

    private synchronized boolean takePlace(String name) throws InterruptedException {
        if (underWay.getOrDefault(name, 0) >= settings.inFlight()) {
            wait(POLL_MILLIS);
            return false;
        }
        underWay.merge(name, 1, Integer::sum);
        return true;
    }

    private Duration untilTurn(String name) {
        AccountState state = state(name);
        Instant now = clock.instant();
        return state.isPaused(now)
                ? Duration.between(now, state.pause().until())
                : pace.untilFree(budget(name));
    }

    /**
     * Takes a call out of the account's budget and writes down that the batch is being sent.
     *
     * @return the batch and its ticket, or how long to wait; see {@link Parts#begin}
     */
    public Parts.Begun begin(Parts parts, Batch batch) {
        return parts.begin(batch, pace, budget(batch.account()));
    }

    /** Writes down that the call of a ticket is over, and what followed from its answer. */
    public List<Long> settle(Parts parts, List<Verdict> verdicts, CallBudget.Ticket ticket) {
        return parts.settle(verdicts, pace, ticket);
    }

    /** Whether releasing is allowed now; asking and searching change nothing and always are. */
    public boolean mayRelease() {
        return settings.windows().isOpen(clock.instant());
    }

    /**
     * Waits until that moment, or until Reprieve is being stopped.
     *
     * @param most how far ahead it may lie; a clock that was set back may move it further
     * @return false when it lies further ahead
     */
    public boolean awaitTime(Instant moment, Duration most) throws InterruptedException {
        while (!isStopping() && clock.instant().isBefore(moment)) {
            Duration left = Duration.between(clock.instant(), moment);
            if (left.compareTo(most) > 0) {
                return false;
            }
            sleep(left);
        }
        return true;
    }

    /** The moment after that time, for {@link #awaitTime}. */
    public Instant fromNow(Duration time) {
        return clock.instant().plus(time);
    }

    /** Waits until that moment, or until Reprieve is being stopped. */
    public void awaitTime(Instant moment) throws InterruptedException {
        awaitTime(moment, ChronoUnit.FOREVER.getDuration());
    }

    /** Says that the answer to a question is there, and that its call is over. */
    public void answered(String name, CallBudget.Ticket ticket) {
        answered(name);
        pace.ended(ticket);
    }

    /** Heeds what an answer to a call of the account says of its budget. */
    public void heed(String name, RateHint hint) {
        pace.heed(budget(name), hint);
        if (hint.left() == 0 && hint.reset().compareTo(WORTH_TELLING) >= 0) {
            Instant until = clock.instant().plus(hint.reset());
            update(name, state -> rules.paused(state, until, NONE_LEFT));
        }
    }

    /**
     * Name of the budget that calls of an account are taken from. Cloudflare counts by token or
     * user, so accounts with the same credentials share one.
     */
    private String budget(String name) {
        String fingerprint = SecretFingerprint.of(byName.get(name).credentials());
        for (Account account : byName.values()) {
            if (SecretFingerprint.of(account.credentials()).equals(fingerprint)) {
                return account.name();
            }
        }
        return name;
    }

    /** Changes what is known of an account, and says in the log when a hold begins or ends. */
    public AccountState update(String name, UnaryOperator<AccountState> change) {
        AccountState before = state(name);
        AccountState after = accounts.update(name, change);
        tell(before, after);
        return after;
    }

    /** Lets no further call begin. */
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Whether the answer to any call is still awaited. */
    public synchronized boolean isCalling() {
        return underWay.values().stream().anyMatch(calls -> calls > 0);
    }

    /**
     * Waits until no answer is awaited any more.
     *
     * @param most longest wait; a call ends by itself before that
     */
    public synchronized void awaitAnswers(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (isCalling() && System.nanoTime() < end) {
            wait(POLL_MILLIS);
        }
    }

    /** Whether no further call may begin. */
    public synchronized boolean isStopping() {
        return stopping;
    }

    /**
     * What a job waits for and how long it will take at least, in words, where that is worth
     * saying; else empty.
     */
    public String expectation(Job job) {
        boolean releases = !job.dryRun() && job.rows() > job.settled();
        Optional<String> wait =
                releases ? settings.windows().describeWait(clock.instant()) : Optional.empty();
        return wait.map(words -> ", " + words).orElse("") + duration(job);
    }

    private String duration(Job job) {
        Duration time = pace.estimate(budget(settings.accounts().get(0).name()), calls(job));
        return time.isZero() ? "" : ", in about " + Text.duration(time) + " at the budget's pace";
    }

    /** Calls that a job will take at least. */
    public long calls(Job job) {
        long open = job.rows() - job.settled();
        long questions = job.dryRun() || job.checks() ? open : 0;
        return questions + (job.dryRun() ? 0 : calls(open));
    }

    /** Calls for that many ids, the first of them smaller as long as calls still grow. */
    private long calls(long ids) {
        long left = ids;
        long calls = 0;
        int most = settings.batch().maxSize();
        long size = callSize(settings.accounts().get(0).name());
        while (left > 0 && size < most) {
            left -= size;
            size = Math.min(2 * size, most);
            calls++;
        }
        return left <= 0 ? calls : calls + (left + most - 1) / most;
    }

    private void tell(AccountState before, AccountState after) {
        for (CallKind kind : CallKind.values()) {
            tell(after.name() + ": " + kind.words(), before.hold(kind), after.hold(kind));
        }
        if (after.pause() != null && !after.pause().equals(before.pause())) {
            LOG.warn(
                    "account {} pauses until {}: {}",
                    after.name(),
                    after.pause().until().truncatedTo(ChronoUnit.SECONDS),
                    Redactor.of(after.pause().words()));
        }
    }

    private static void tell(String what, AccountHold was, AccountHold is) {
        if (is == null) {
            if (was != null) {
                LOG.info("account {} work again", what);
            }
            return;
        }
        boolean isNew = was == null || was.kind() != is.kind();
        boolean isMore = !isNew && is.probes() != was.probes();
        if (isNew && !is.isConfirmed()) {
            LOG.warn("account {} were refused once, and are tried again soon: {}", what, words(is));
        } else if (isNew || (isMore && !was.isConfirmed())) {
            LOG.error("account {} are held: {}", what, words(is));
        } else if (isMore) {
            LOG.warn("account {} are still held: {}", what, words(is));
        }
    }

    private static String words(AccountHold hold) {
        return Redactor.of(hold.words());
    }

    private synchronized void sleep(Duration time) throws InterruptedException {
        if (!stopping && !time.isZero()) {
            wait(Math.max(1, Math.min(time.toMillis(), POLL_MILLIS)));
        }
    }
}
