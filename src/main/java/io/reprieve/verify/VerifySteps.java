package io.reprieve.verify;

import io.reprieve.calls.CallGate;
import io.reprieve.calls.CallHeaders;
import io.reprieve.calls.DoubtfulPart;
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
import io.reprieve.domain.RateHint;
import io.reprieve.domain.Text;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.VerifyResult;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.Parts;
import io.reprieve.settings.Account;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the state of messages whose fate is in doubt, one after another, each paced like any
 * other call. Thread-safe.
 */
public final class VerifySteps {
    /** Exchange property: the {@link VerifyTask}. */
    public static final String QUESTION = "reprieveQuestion";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.call");

    private final Parts parts;
    private final CallGate schedule;
    private final AccountRules rules;
    private final Judgement judgement;
    private final AnswerReader reader;
    private final StateReader states;
    private final SearchReader pages;
    private final LogReader logs;

    /** By name of account, a message that a look has found. */
    private final Map<String, String> witnesses = new ConcurrentHashMap<>();

    /** A station. */
    public VerifySteps(
            Parts parts,
            CallGate schedule,
            AccountRules rules,
            Judgement judgement,
            AnswerReader reader) {
        this.parts = parts;
        this.schedule = schedule;
        this.rules = rules;
        this.judgement = judgement;
        this.reader = reader;
        this.states = new StateReader(reader);
        this.pages = new SearchReader(reader, Clock.systemUTC());
        this.logs = new LogReader(reader);
    }

    /** What is to be asked for one message after another. */
    public VerifyTask begin(@Body DoubtfulPart doubt) {
        return new VerifyTask(doubt.part(), doubt.account());
    }

    /**
     * Waits for the turn of the next message.
     *
     * @return false where it is not to be asked for: an earlier one could not be, or Reprieve is
     *     being stopped
     */
    public boolean goesOn(@ExchangeProperty(QUESTION) VerifyTask question)
            throws InterruptedException {
        if (question.isEnded()) {
            return false;
        }
        CallBudget.Ticket ticket = schedule.await(question.account().name());
        if (ticket == null) {
            question.end();
            return false;
        }
        question.take(ticket, schedule.now());
        return true;
    }

    /** Makes the request for one message. */
    public void request(Exchange exchange, @ExchangeProperty(QUESTION) VerifyTask question) {
        String id = exchange.getIn().getBody(String.class);
        String path = Api.message(question.account().accountId(), id);
        CallHeaders.set(exchange.getIn(), question.account(), path);
        exchange.getIn().setBody(null);
    }

    /** Reads what came back. */
    public void read(Exchange exchange, @ExchangeProperty(QUESTION) VerifyTask question) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        endCall(question);
        Throwable failure = Replies.failure(exchange);
        VerifyResult asked;
        if (failure != null) {
            asked = states.read(failure, question.looked());
        } else {
            Reply reply = Replies.of(exchange);
            asked = states.read(reply, question.looked());
            RateHint hint = reader.readRateHint(reply);
            if (hint != null) {
                schedule.heed(question.account().name(), hint);
            }
        }
        question.add(asked);
        if (asked.failure() != null) {
            failed(question, asked.failure());
        } else if (!asked.isRefused()) {
            know(question.account().name(), question.lastId());
            worked(question);
        }
        exchange.getMessage().setBody(null);
    }

    /**
     * Whether a look at another message has to tell if the refusals at the end of the question are
     * to be believed; waits for its turn.
     */
    public boolean needsWitness(@ExchangeProperty(QUESTION) VerifyTask question)
            throws InterruptedException {
        if (!question.endsRefused()) {
            return false;
        }
        CallBudget.Ticket ticket = schedule.await(question.account().name());
        if (ticket == null) {
            question.disbelieve(null);
            return false;
        }
        question.take(ticket, schedule.now());
        return true;
    }

    /**
     * Makes the request for a message that is known to be there: that a search works says nothing
     * of looks. While none is known, a search for the newest one.
     */
    public void requestWitness(Exchange exchange, @ExchangeProperty(QUESTION) VerifyTask question) {
        Account account = question.account();
        String known = witnesses.get(account.name());
        if (known == null) {
            CallHeaders.set(exchange.getIn(), account, Api.search(account.accountId()));
            exchange.getIn().setHeader(Exchange.HTTP_QUERY, "per_page=1");
        } else {
            CallHeaders.set(exchange.getIn(), account, Api.message(account.accountId(), known));
        }
        exchange.getIn().setBody(null);
    }

    /** Reads whether that worked. */
    public void readWitness(Exchange exchange, @ExchangeProperty(QUESTION) VerifyTask question) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        endCall(question);
        if (witnesses.containsKey(question.account().name())) {
            readKnown(exchange, question);
        } else {
            readNewest(exchange, question);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    private void readKnown(Exchange exchange, VerifyTask question) {
        Throwable failure = Replies.failure(exchange);
        VerifyResult asked =
                failure == null
                        ? states.read(Replies.of(exchange), question.looked())
                        : states.read(failure, question.looked());
        if (asked.failure() != null) {
            disbelieve(question, asked.failure());
        } else if (asked.isRefused()) {
            // Perhaps it is there no more; another one is looked for then.
            witnesses.remove(question.account().name());
            disbelieve(question, refusal(asked));
        } else {
            worked(question);
        }
    }

    private void readNewest(Exchange exchange, VerifyTask question) {
        String account = question.account().name();
        Throwable failure = Replies.failure(exchange);
        Searched searched =
                failure == null
                        ? pages.read(Replies.of(exchange), message -> know(account, message.id()))
                        : pages.read(failure);
        if (searched instanceof Searched.Failed failed) {
            witnesses.remove(account);
            disbelieve(question, failed.answer());
        } else if (witnesses.containsKey(account)) {
            // What was refused is asked for again, with that one to compare.
            question.disbelieve(null);
        } else if (isRefusedForLong(account)) {
            worked(question);
        } else {
            disbelieve(question, refusal(question.last()));
        }
    }

    private void know(String account, String id) {
        if (id != null) {
            witnesses.put(account, id);
        }
    }

    /** With nothing to compare, only time tells; see {@link BlameRules#PATIENCE}. */
    private boolean isRefusedForLong(String account) {
        AccountHold hold = schedule.state(account).hold(CallKind.LOOK);
        return hold != null
                && hold.kind() == AccountHold.Kind.REFUSALS
                && !schedule.now().isBefore(hold.since().plus(BlameRules.PATIENCE));
    }

    private static Answer refusal(VerifyResult asked) {
        return new Answer.Refused(Answer.Cause.UNSAID, asked.state().facts());
    }

    private void disbelieve(VerifyTask question, Answer why) {
        question.disbelieve(why);
        failed(question, why);
    }

    private void worked(VerifyTask question) {
        schedule.update(
                question.account().name(),
                state -> rules.worked(state, CallKind.LOOK, question.looked()));
    }

    private void failed(VerifyTask question, Answer failure) {
        schedule.update(
                question.account().name(),
                state -> rules.after(state, CallKind.LOOK, failure, question.looked()));
    }

    /**
     * Waits for the turn of a look into the message's action log, where its state alone does not
     * tell what came of a release.
     */
    public boolean wantsLog(@ExchangeProperty(QUESTION) VerifyTask question)
            throws InterruptedException {
        if (!question.isUndecided()) {
            return false;
        }
        CallBudget.Ticket ticket = schedule.await(question.account().name());
        if (ticket == null) {
            question.amend(null);
            return false;
        }
        question.take(ticket);
        return true;
    }

    /** Makes the request for the action log of the message that was asked for last. */
    public void requestLog(Exchange exchange, @ExchangeProperty(QUESTION) VerifyTask question) {
        String path = Api.actionLog(question.account().accountId(), question.lastId());
        CallHeaders.set(exchange.getIn(), question.account(), path);
        exchange.getIn().setHeader(Exchange.HTTP_QUERY, "per_page=1000");
        exchange.getIn().setBody(null);
    }

    /** Reads it. */
    public void readLog(Exchange exchange, @ExchangeProperty(QUESTION) VerifyTask question) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        endCall(question);
        MessageState state = question.last().state();
        question.amend(
                Replies.failure(exchange) == null
                        ? logs.read(Replies.of(exchange), state)
                        : logs.unread(state));
        exchange.getMessage().setBody(null);
    }

    /** Writes down what was learnt; whether that completed a job. */
    public boolean settle(@ExchangeProperty(QUESTION) VerifyTask question) {
        Verdict verdict = judgement.judge(question.part(), question.asked());
        if (question.part().isOnlyAccused() && !verdict.settled().isEmpty()) {
            schedule.update(question.account().name(), rules::explained);
        }
        List<Long> completed = parts.settle(verdict, question.asked().size());
        LOG.info(
                "asked {}: {} of {}, {} settled",
                question.account().name(),
                question.asked().size(),
                Text.count(question.part().size(), "message"),
                verdict.settled().size());
        return !completed.isEmpty();
    }

    /** Gives a question back that was not settled: its messages are asked for again. */
    public void giveBack(@ExchangeProperty(QUESTION) VerifyTask question) {
        if (question != null) {
            parts.unclaim(List.of(question.part()));
        }
    }

    private void endCall(VerifyTask question) {
        CallBudget.Ticket ticket = question.giveTicket();
        if (ticket != null) {
            schedule.answered(question.account().name(), ticket);
        }
    }

    /** Makes room for the next call. */
    public void leave(@ExchangeProperty(QUESTION) VerifyTask question) {
        endCall(question);
        schedule.leave(question.account().name(), CallKind.LOOK);
    }
}
