package io.reprieve.calls;

import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.cloudflare.Api;
import io.reprieve.cloudflare.CallBody;
import io.reprieve.cloudflare.ReleaseBody;
import io.reprieve.cloudflare.Reply;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.Answer;
import io.reprieve.domain.Batch;
import io.reprieve.domain.Blame;
import io.reprieve.domain.BodyForm;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.FormRules;
import io.reprieve.domain.Judgement;
import io.reprieve.domain.NotNowException;
import io.reprieve.domain.RateHint;
import io.reprieve.domain.Redactor;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Sent;
import io.reprieve.domain.TakenHalves;
import io.reprieve.domain.Text;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Next;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.Parts;
import io.reprieve.settings.Account;
import io.reprieve.settings.SecretException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: paced, written down as being sent, sent, judged, settled. Each is a step of the route,
 * so that a ledger that fails is tried again at that very step. Thread-safe.
 */
public final class ReleaseSteps {
    /** Exchange property: the {@link Batch} that is sent. */
    public static final String BATCH = "reprieveBatch";

    /** Exchange property: whether the call has a place among those under way. */
    public static final String PLACE = "reprievePlace";

    /** Exchange property: the {@link CallBudget.Ticket} of the call. */
    public static final String TICKET = "reprieveTicket";

    /** Exchange property: the verdicts. */
    public static final String VERDICTS = "reprieveVerdicts";

    /** Exchange property: the body, which knows whether it was sent. */
    public static final String SENT = "reprieveSent";

    /** Exchange property: which secret the call was made with, as a fingerprint. */
    public static final String SECRET = "reprieveSecret";

    /** Exchange property: when the call began, as {@link System#nanoTime()}. */
    public static final String BEGAN = "reprieveBegan";

    /** Exchange property: the call as {@link AccountRules} want it told. */
    public static final String CALL = "reprieveCall";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.call");

    private final Parts parts;
    private final CallGate schedule;
    private final AccountRules rules;
    private final Judgement judgement;
    private final AnswerReader reader;
    private final FormRules forms;
    private final TakenHalves halves = new TakenHalves();

    /**
     * A station.
     *
     * @param fixedForm the body form that the settings name, or null for the one that works
     */
    public ReleaseSteps(
            Parts parts,
            CallGate schedule,
            AccountRules rules,
            Judgement judgement,
            AnswerReader reader,
            BodyForm fixedForm) {
        this.parts = parts;
        this.schedule = schedule;
        this.rules = rules;
        this.judgement = judgement;
        this.reader = reader;
        this.forms = new FormRules(fixedForm);
    }

    /**
     * Waits for the call's turn.
     *
     * @throws NotNowException when the call must not be made now; nothing was sent
     */
    public void pace(Exchange exchange) throws InterruptedException {
        Object body = exchange.getIn().getBody();
        Batch batch = body instanceof FullCall full ? full.batch() : (Batch) body;
        if (body instanceof Batch && exchange.getProperty(BATCH) == null) {
            schedule.enter(batch.account(), CallKind.RELEASE);
        }
        exchange.setProperty(BATCH, batch);
        awaitTurn(exchange, batch);
        if (schedule.mustWait(batch.account(), CallKind.RELEASE)) {
            throw new NotNowException("releases of account " + batch.account() + " are held");
        }
        if (batch.size() > schedule.fillSize(batch.account())) {
            throw new NotNowException("calls have become smaller since it was claimed");
        }
    }

    private void awaitTurn(Exchange exchange, Batch batch) throws InterruptedException {
        if (!schedule.awaitRelease(batch.account())) {
            throw schedule.isStopping()
                    ? NotNowException.stopping()
                    : new NotNowException("the window for releasing has closed");
        }
        exchange.setProperty(PLACE, true);
    }

    private void endTurn(Exchange exchange, Batch batch) {
        if (exchange.removeProperty(PLACE) != null) {
            schedule.answered(batch.account());
        }
    }

    /**
     * Takes the call out of the budget, writes down that the batch is being sent, and makes the
     * request.
     *
     * @throws NotNowException when nothing is to be sent any more
     */
    public void begin(Exchange exchange, @ExchangeProperty(BATCH) Batch batch)
            throws InterruptedException {
        if (schedule.isHeld(batch.account(), CallKind.RELEASE)) {
            // The try is to be made with the secret that is there now, not with the one refused.
            reloadSecret(batch.account());
        }
        Parts.Begun begun = schedule.begin(parts, batch);
        while (!begun.delay().isZero()) {
            // Somebody else took the call that there seemed to be.
            endTurn(exchange, batch);
            awaitTurn(exchange, batch);
            begun = schedule.begin(parts, batch);
        }
        if (begun.batch() == null) {
            throw new NotNowException("all of it was cancelled");
        }
        Batch sent = begun.batch();
        exchange.setProperty(TICKET, begun.ticket());
        Account account = schedule.account(batch.account());
        BodyForm form = forms.form(schedule.state(batch.account()), sent);
        CallBody body = new CallBody(ReleaseBody.of(sent.ids(), form));
        exchange.setProperty(BATCH, sent);
        exchange.setProperty(CALL, Sent.of(sent, form, schedule.now()));
        exchange.setProperty(SECRET, SecretFingerprint.of(account.credentials()));
        exchange.setProperty(SENT, body);
        exchange.setProperty(BEGAN, System.nanoTime());
        CallHeaders.set(exchange.getIn(), account, Api.release(account.accountId()));
        exchange.getIn().setBody(body);
    }

    /** Reads what came back, and decides what follows. */
    public void judge(
            Exchange exchange,
            @ExchangeProperty(BATCH) Batch batch,
            @ExchangeProperty(CALL) Sent call,
            @ExchangeProperty(SENT) CallBody sent) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        Throwable failure = Replies.failure(exchange);
        RateHint hint = null;
        Answer answer;
        if (failure != null) {
            answer = reader.read(failure, sent.isBegun());
        } else {
            Reply reply = Replies.of(exchange);
            answer = reader.read(reply);
            hint = reader.readRateHint(reply);
        }
        AccountState before = schedule.state(batch.account());
        boolean formIsOpen = forms.isOpen(before, batch);
        Blame blame = schedule.blame(before, batch);
        learn(batch, call, answer, hint);
        if (answer instanceof Answer.AccessRefused) {
            tryNewSecret(batch.account(), exchange.getProperty(SECRET, String.class));
        }
        // What the account must heed is known; the next call need not wait for the rest.
        endTurn(exchange, batch);
        List<Verdict> verdicts = judgement.judge(batch, answer, formIsOpen, blame);
        exchange.setProperty(VERDICTS, verdicts);
        exchange.getMessage().setBody(null);
        log(exchange, batch, answer, verdicts);
    }

    /** Writes down what followed; whether that completed a job. */
    public boolean settle(
            @ExchangeProperty(VERDICTS) List<Verdict> verdicts,
            @ExchangeProperty(TICKET) CallBudget.Ticket ticket) {
        return !schedule.settle(parts, verdicts, ticket).isEmpty();
    }

    /** Gives a batch back that was not sent. */
    public void giveBack(@ExchangeProperty(BATCH) Batch batch) {
        parts.unclaim(batch.parts());
    }

    /** Brings a call back whose answer was lost to a defect: its rows are in doubt. */
    public List<Long> lose(
            @ExchangeProperty(BATCH) Batch batch,
            @ExchangeProperty(TICKET) CallBudget.Ticket ticket) {
        if (batch == null) {
            return List.of();
        }
        if (ticket == null) {
            parts.unclaim(batch.parts());
            return List.of();
        }
        ResponseInfo facts =
                new ResponseInfo(null, null, "the answer was lost inside Reprieve", null);
        List<Verdict> verdicts =
                judgement.judge(
                        batch, new Answer.Unknown(false, false, facts), false, Blame.NOBODY);
        return schedule.settle(parts, verdicts, ticket);
    }

    /** Makes room for the next call. */
    public void leave(Exchange exchange, @ExchangeProperty(BATCH) Batch batch) {
        if (batch != null) {
            endTurn(exchange, batch);
            schedule.leave(batch.account(), CallKind.RELEASE);
        }
    }

    private void learn(Batch batch, Sent call, Answer answer, RateHint hint) {
        if (hint != null) {
            schedule.heed(batch.account(), hint);
        }
        schedule.update(batch.account(), state -> rules.after(state, answer, call));
        boolean tells = rules.tellsSize(schedule.state(batch.account()), batch);
        if (answer instanceof Answer.Taken && tells) {
            halves.taken(batch)
                    .ifPresent(
                            size ->
                                    schedule.update(
                                            batch.account(), state -> rules.limited(state, size)));
        }
    }

    /**
     * A refusal says nothing of a secret that has come since the call was made, be it found now or
     * by another call meanwhile: the next try need not wait.
     */
    private void tryNewSecret(String account, String secretOfCall) {
        reloadSecret(account);
        if (!SecretFingerprint.of(schedule.account(account).credentials()).equals(secretOfCall)) {
            schedule.update(account, state -> rules.probeNow(state, CallKind.RELEASE));
        }
    }

    private void reloadSecret(String account) {
        try {
            schedule.account(account).credentials().secret().reload();
        } catch (SecretException e) {
            LOG.error("account {}: {}", account, e.getMessage());
        }
    }

    private static void log(Exchange exchange, Batch batch, Answer answer, List<Verdict> verdicts) {
        long began = exchange.getProperty(BEGAN, Long.class);
        int settled = verdicts.stream().mapToInt(verdict -> verdict.settled().size()).sum();
        long again = carried(verdicts, Next.SEND);
        long doubtful = carried(verdicts, Next.ASK);
        LOG.info(
                "call {}: {}, {} settled{}{}, {} ms, {}{}",
                batch.account(),
                Text.count(batch.size(), "id"),
                settled,
                again == 0 ? "" : ", " + again + " to send again",
                doubtful == 0 ? "" : ", " + doubtful + " to ask for",
                (System.nanoTime() - began) / 1_000_000,
                answer instanceof Answer.Taken
                        ? "HTTP " + answer.facts().httpStatus()
                        : Redactor.of(answer.facts().describe()),
                answer.facts().cfRay() == null ? "" : ", ray " + answer.facts().cfRay());
    }

    private static long carried(List<Verdict> verdicts, Next next) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.carried().stream())
                .filter(rows -> rows.next() == next)
                .mapToLong(rows -> rows.indexes().size())
                .sum();
    }
}
