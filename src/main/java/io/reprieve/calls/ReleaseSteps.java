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
import io.reprieve.ledger.LedgerItem;
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
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.call");

    private final Parts parts;
    private final CallGate gate;
    private final AccountRules rules;
    private final Judgement judgement;
    private final AnswerReader reader;
    private final FormRules forms;
    private final TakenHalves halves = new TakenHalves();

    /**
     * The steps, over those parts.
     *
     * @param fixedForm the body form that the settings name, or null for the one that works
     */
    public ReleaseSteps(
            Parts parts,
            CallGate gate,
            AccountRules rules,
            Judgement judgement,
            AnswerReader reader,
            BodyForm fixedForm) {
        this.parts = parts;
        this.gate = gate;
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
    public void pace(@ExchangeProperty(LedgerItem.PROPERTY) ReleaseCall call)
            throws InterruptedException {
        if (call.count()) {
            gate.enter(call.account(), CallKind.RELEASE);
        }
        awaitTurn(call);
        if (gate.mustWait(call.account(), CallKind.RELEASE)) {
            throw new NotNowException("releases of account " + call.account() + " are held");
        }
        if (call.batch().size() > gate.fillSize(call.account())) {
            throw new NotNowException("calls have become smaller since it was claimed");
        }
    }

    private void awaitTurn(ReleaseCall call) throws InterruptedException {
        if (!gate.awaitRelease(call.account())) {
            throw gate.isStopping()
                    ? NotNowException.stopping()
                    : new NotNowException("the window for releasing has closed");
        }
        call.takePlace();
    }

    private void endTurn(ReleaseCall call) {
        if (call.leavePlace()) {
            gate.answered(call.account());
        }
    }

    /**
     * Takes the call out of the budget, writes down that the batch is being sent, and makes the
     * request.
     *
     * @throws NotNowException when nothing is to be sent any more
     */
    public void begin(Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) ReleaseCall call)
            throws InterruptedException {
        if (gate.isHeld(call.account(), CallKind.RELEASE)) {
            // The try is to be made with the secret that is there now, not with the one refused.
            reloadSecret(call.account());
        }
        Parts.Begun begun = gate.begin(parts, call.batch());
        while (!begun.delay().isZero()) {
            // Somebody else took the call that there seemed to be.
            endTurn(call);
            awaitTurn(call);
            begun = gate.begin(parts, call.batch());
        }
        if (begun.batch() == null) {
            throw new NotNowException("all of it was cancelled");
        }
        call.begin(begun.batch(), begun.ticket());
        Account account = gate.account(call.account());
        BodyForm form = forms.form(gate.state(call.account()), call.batch());
        call.post(
                Sent.of(call.batch(), form, gate.now()),
                new CallBody(ReleaseBody.of(call.batch().ids(), form)),
                SecretFingerprint.of(account.credentials()));
        CallHeaders.set(exchange.getIn(), account, Api.release(account.accountId()));
        exchange.getIn().setBody(call.body());
    }

    /** Reads what came back, and decides what follows. */
    public void judge(Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) ReleaseCall call) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        Throwable failure = Replies.failure(exchange);
        RateHint hint = null;
        Answer answer;
        if (failure != null) {
            answer = reader.read(failure, call.body().isBegun());
        } else {
            Reply reply = Replies.of(exchange);
            answer = reader.read(reply);
            hint = reader.readRateHint(reply);
        }
        Batch batch = call.batch();
        AccountState before = gate.state(call.account());
        boolean formIsOpen = forms.isOpen(before, batch);
        Blame blame = gate.blame(before, batch);
        learn(batch, call.sent(), answer, hint);
        if (answer instanceof Answer.AccessRefused) {
            tryNewSecret(call.account(), call.secret());
        }
        // What the account must heed is known; the next call need not wait for the rest.
        endTurn(call);
        call.judge(judgement.judge(batch, answer, formIsOpen, blame));
        exchange.getMessage().setBody(null);
        log(call, answer);
    }

    /** Writes down what followed. */
    public void settle(@ExchangeProperty(LedgerItem.PROPERTY) ReleaseCall call) {
        gate.settle(parts, call.verdicts(), call.ticket());
    }

    /** Gives a call back that was not sent: its rows are due again. */
    public void giveBack(ReleaseCall call) {
        parts.unclaim(call.batch().parts());
    }

    /** Brings a call back whose answer was lost to a defect: its rows are in doubt. */
    public void lose(ReleaseCall call) {
        if (call.ticket() == null) {
            giveBack(call);
            return;
        }
        ResponseInfo info =
                new ResponseInfo(null, null, "the answer was lost inside Reprieve", null);
        Answer unknown = new Answer.Unknown(false, false, info);
        List<Verdict> verdicts = judgement.judge(call.batch(), unknown, false, Blame.NOBODY);
        gate.settle(parts, verdicts, call.ticket());
    }

    /** Makes room for the next call. */
    public void leave(ReleaseCall call) {
        endTurn(call);
        if (call.isCounted()) {
            gate.leave(call.account(), CallKind.RELEASE);
        }
    }

    private void learn(Batch batch, Sent call, Answer answer, RateHint hint) {
        if (hint != null) {
            gate.heed(batch.account(), hint);
        }
        gate.update(batch.account(), state -> rules.after(state, answer, call));
        boolean tells = rules.tellsSize(gate.state(batch.account()), batch);
        if (answer instanceof Answer.Taken && tells) {
            halves.taken(batch)
                    .ifPresent(
                            size ->
                                    gate.update(
                                            batch.account(), state -> rules.limited(state, size)));
        }
    }

    /**
     * A refusal says nothing of a secret that has come since the call was made, be it found now or
     * by another call meanwhile: the next try need not wait.
     */
    private void tryNewSecret(String account, String secretOfCall) {
        reloadSecret(account);
        if (!SecretFingerprint.of(gate.account(account).credentials()).equals(secretOfCall)) {
            gate.update(account, state -> rules.probeNow(state, CallKind.RELEASE));
        }
    }

    private void reloadSecret(String account) {
        try {
            gate.account(account).credentials().secret().reload();
        } catch (SecretException e) {
            LOG.error("account {}: {}", account, e.getMessage());
        }
    }

    private static void log(ReleaseCall call, Answer answer) {
        List<Verdict> verdicts = call.verdicts();
        int settled = verdicts.stream().mapToInt(verdict -> verdict.settled().size()).sum();
        long again = carried(verdicts, Next.SEND);
        long doubtful = carried(verdicts, Next.ASK);
        LOG.info(
                "call {}: {}, {} settled{}{}, {} ms, {}{}",
                call.account(),
                Text.count(call.batch().size(), "id"),
                settled,
                again == 0 ? "" : ", " + again + " to send again",
                doubtful == 0 ? "" : ", " + doubtful + " to ask for",
                call.millis(),
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
