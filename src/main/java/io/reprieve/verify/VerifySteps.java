package io.reprieve.verify;

import io.reprieve.calls.CallGate;
import io.reprieve.calls.CallHeaders;
import io.reprieve.calls.Replies;
import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.cloudflare.Api;
import io.reprieve.cloudflare.LogReader;
import io.reprieve.cloudflare.Reply;
import io.reprieve.cloudflare.SearchReader;
import io.reprieve.cloudflare.Searched;
import io.reprieve.cloudflare.StateReader;
import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.Answer;
import io.reprieve.domain.BlameRules;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Judgement;
import io.reprieve.domain.MessageState;
import io.reprieve.domain.Part;
import io.reprieve.domain.RateHint;
import io.reprieve.domain.Text;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.VerifyResult;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.LedgerItem;
import io.reprieve.ledger.Parts;
import io.reprieve.verify.VerifyTask.Lookup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up messages of which nobody knows what became of them, one after another, each paced like
 * any other call. Thread-safe.
 */
public final class VerifySteps {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.call");

    private final Parts parts;
    private final CallGate gate;
    private final AccountRules rules;
    private final Judgement judgement;
    private final AnswerReader reader;
    private final StateReader states;
    private final SearchReader pages;
    private final LogReader logs;

    /** By name of account, a message that a look has found. */
    private final Map<String, String> witnesses = new ConcurrentHashMap<>();

    /** The steps, over those parts. */
    public VerifySteps(
            Parts parts,
            CallGate gate,
            AccountRules rules,
            Judgement judgement,
            AnswerReader reader) {
        this.parts = parts;
        this.gate = gate;
        this.rules = rules;
        this.judgement = judgement;
        this.reader = reader;
        this.states = new StateReader(reader);
        this.pages = new SearchReader(reader, Clock.systemUTC());
        this.logs = new LogReader(reader);
    }

    /** Messages in doubt that are to be looked up. */
    public VerifyTask task(Part doubt) {
        return new VerifyTask(doubt, gate.account(doubt.account()));
    }

    /**
     * Waits for the turn of the next message. None comes where an earlier one could not be looked
     * up, or Reprieve is being stopped.
     */
    public void paceMessage(@ExchangeProperty(LedgerItem.PROPERTY) VerifyTask task)
            throws InterruptedException {
        if (!task.isEnded() && !pace(task, Lookup.MESSAGE)) {
            task.end();
        }
    }

    /** Waits for the turn of a look into the action log of the last message. */
    public void paceLog(@ExchangeProperty(LedgerItem.PROPERTY) VerifyTask task)
            throws InterruptedException {
        if (!pace(task, Lookup.ACTION_LOG)) {
            task.amend(null);
        }
    }

    /** Waits for the turn of a look at another message, which tells whether looks work at all. */
    public void paceWitness(@ExchangeProperty(LedgerItem.PROPERTY) VerifyTask task)
            throws InterruptedException {
        if (!pace(task, Lookup.WITNESS)) {
            task.disbelieve(null);
        }
    }

    private boolean pace(VerifyTask task, Lookup lookup) throws InterruptedException {
        CallBudget.Ticket ticket = gate.await(task.account().name());
        if (ticket != null) {
            task.begin(lookup, ticket, gate.now());
        }
        return ticket != null;
    }

    /** Makes the request. */
    public void request(Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) VerifyTask task) {
        Message request = exchange.getIn();
        String account = task.account().accountId();
        switch (task.lookup()) {
            case MESSAGE -> ask(request, task, Api.message(account, request.getBody(String.class)));
            case ACTION_LOG -> {
                ask(request, task, Api.actionLog(account, task.lastId()));
                request.setHeader(Exchange.HTTP_QUERY, "per_page=1000");
            }
            case WITNESS -> askWitness(request, task);
        }
        request.setBody(null);
    }

    private static void ask(Message request, VerifyTask task, String path) {
        CallHeaders.set(request, task.account(), path);
    }

    /**
     * A message that is known to be there: that a search works says nothing of looks. While none is
     * known, a search for the newest one.
     */
    private void askWitness(Message request, VerifyTask task) {
        String account = task.account().accountId();
        String known = witnesses.get(task.account().name());
        if (known == null) {
            ask(request, task, Api.search(account));
            request.setHeader(Exchange.HTTP_QUERY, "per_page=1");
        } else {
            ask(request, task, Api.message(account, known));
        }
    }

    /** Reads what came back. */
    public void read(Exchange exchange, @ExchangeProperty(LedgerItem.PROPERTY) VerifyTask task) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        endCall(task);
        switch (task.lookup()) {
            case MESSAGE -> readMessage(exchange, task);
            case ACTION_LOG -> readLog(exchange, task);
            case WITNESS -> readWitness(exchange, task);
        }
        exchange.getMessage().setBody(null);
    }

    private void readMessage(Exchange exchange, VerifyTask task) {
        Throwable failure = Replies.failure(exchange);
        VerifyResult result;
        if (failure != null) {
            result = states.read(failure, task.looked());
        } else {
            Reply reply = Replies.of(exchange);
            result = states.read(reply, task.looked());
            RateHint hint = reader.readRateHint(reply);
            if (hint != null) {
                gate.heed(task.account().name(), hint);
            }
        }
        task.add(result);
        if (result.failure() != null) {
            failed(task, result.failure());
        } else if (!result.isRefused()) {
            know(task.account().name(), task.lastId());
            worked(task);
        }
    }

    private void readLog(Exchange exchange, VerifyTask task) {
        MessageState state = task.last().state();
        task.amend(
                Replies.failure(exchange) == null
                        ? logs.read(Replies.of(exchange), state)
                        : logs.unread(state));
    }

    private void readWitness(Exchange exchange, VerifyTask task) {
        if (witnesses.containsKey(task.account().name())) {
            readKnown(exchange, task);
        } else {
            readNewest(exchange, task);
        }
        exchange.getMessage().removeHeaders("*");
    }

    private void readKnown(Exchange exchange, VerifyTask task) {
        Throwable failure = Replies.failure(exchange);
        VerifyResult asked =
                failure == null
                        ? states.read(Replies.of(exchange), task.looked())
                        : states.read(failure, task.looked());
        if (asked.failure() != null) {
            disbelieve(task, asked.failure());
        } else if (asked.isRefused()) {
            // Perhaps it is there no more; another one is looked for then.
            witnesses.remove(task.account().name());
            disbelieve(task, refusal(asked));
        } else {
            worked(task);
        }
    }

    private void readNewest(Exchange exchange, VerifyTask task) {
        String account = task.account().name();
        Throwable failure = Replies.failure(exchange);
        Searched searched =
                failure == null
                        ? pages.read(Replies.of(exchange), message -> know(account, message.id()))
                        : pages.read(failure);
        if (searched instanceof Searched.Failed failed) {
            witnesses.remove(account);
            disbelieve(task, failed.answer());
        } else if (witnesses.containsKey(account)) {
            // What was refused is asked for again, with that one to compare.
            task.disbelieve(null);
        } else if (isRefusedForLong(account)) {
            worked(task);
        } else {
            disbelieve(task, refusal(task.last()));
        }
    }

    private void know(String account, String id) {
        if (id != null) {
            witnesses.put(account, id);
        }
    }

    /** With nothing to compare, only time tells; see {@link BlameRules#PATIENCE}. */
    private boolean isRefusedForLong(String account) {
        AccountHold hold = gate.state(account).hold(CallKind.LOOK);
        return hold != null
                && hold.kind() == AccountHold.Kind.REFUSALS
                && !gate.now().isBefore(hold.since().plus(BlameRules.PATIENCE));
    }

    private static Answer refusal(VerifyResult asked) {
        return new Answer.Refused(Answer.Cause.UNSAID, asked.state().facts());
    }

    private void disbelieve(VerifyTask task, Answer why) {
        task.disbelieve(why);
        failed(task, why);
    }

    private void worked(VerifyTask task) {
        gate.update(
                task.account().name(), state -> rules.worked(state, CallKind.LOOK, task.looked()));
    }

    private void failed(VerifyTask task, Answer failure) {
        gate.update(
                task.account().name(),
                state -> rules.after(state, CallKind.LOOK, failure, task.looked()));
    }

    /** Writes down what was learnt. */
    public void settle(@ExchangeProperty(LedgerItem.PROPERTY) VerifyTask task) {
        Verdict verdict = judgement.judge(task.part(), task.asked());
        if (task.part().isOnlyAccused() && !verdict.settled().isEmpty()) {
            gate.update(task.account().name(), rules::explained);
        }
        parts.settle(verdict, task.asked().size());
        LOG.info(
                "asked {}: {} of {}, {} settled",
                task.account().name(),
                task.asked().size(),
                Text.count(task.part().size(), "message"),
                verdict.settled().size());
    }

    /** Gives a task back that was not settled: its messages are looked up again. */
    public void giveBack(VerifyTask task) {
        parts.unclaim(List.of(task.part()));
    }

    /** Makes room for the next call. */
    public void leave(VerifyTask task) {
        endCall(task);
        gate.leave(task.account().name(), CallKind.LOOK);
    }

    private void endCall(VerifyTask task) {
        CallBudget.Ticket ticket = task.giveTicket();
        if (ticket != null) {
            gate.answered(task.account().name(), ticket);
        }
    }
}
