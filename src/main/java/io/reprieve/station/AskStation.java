package io.reprieve.station;

import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.cloudflare.Api;
import io.reprieve.cloudflare.LogReader;
import io.reprieve.cloudflare.Reply;
import io.reprieve.cloudflare.SearchReader;
import io.reprieve.cloudflare.Searched;
import io.reprieve.cloudflare.StateReader;
import io.reprieve.ledger.Pace;
import io.reprieve.ledger.Parts;
import io.reprieve.release.AccountRules;
import io.reprieve.release.Answer;
import io.reprieve.release.Asked;
import io.reprieve.release.BlameRules;
import io.reprieve.release.CallKind;
import io.reprieve.release.Hold;
import io.reprieve.release.Judgement;
import io.reprieve.release.MessageState;
import io.reprieve.release.RateHint;
import io.reprieve.release.Verdict;
import io.reprieve.release.Words;
import io.reprieve.settings.Account;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the state of messages whose fate is in doubt, one after another, each paced like any
 * other call. Thread-safe.
 */
public final class AskStation {
    /** Exchange property: the {@link Question}. */
    public static final String QUESTION = "reprieveQuestion";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.call");

    private final Parts parts;
    private final Schedule schedule;
    private final AccountRules rules;
    private final Judgement judgement;
    private final AnswerReader reader;
    private final StateReader states;
    private final SearchReader pages;
    private final LogReader logs;

    /** By name of account, a message that a look has found. */
    private final Map<String, String> witnesses = new ConcurrentHashMap<>();

    /** A station. */
    public AskStation(
            Parts parts,
            Schedule schedule,
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

    /**
     * Waits for the turn of the next message.
     *
     * @return false where it is not to be asked for: an earlier one could not be, or Reprieve is
     *     being stopped
     */
    public boolean goesOn(@ExchangeProperty(QUESTION) Question question)
            throws InterruptedException {
        if (question.isEnded()) {
            return false;
        }
        Pace.Ticket ticket = schedule.await(question.account().name());
        if (ticket == null) {
            question.end();
            return false;
        }
        question.take(ticket, schedule.now());
        return true;
    }

    /** Makes the request for one message. */
    public void request(Exchange exchange, @ExchangeProperty(QUESTION) Question question) {
        String id = exchange.getIn().getBody(String.class);
        String path = Api.message(question.account().accountId(), id);
        CallHeaders.set(exchange.getIn(), question.account(), path);
        exchange.getIn().setBody(null);
    }

    /** Reads what came back. */
    public void read(Exchange exchange, @ExchangeProperty(QUESTION) Question question) {
        CallHeaders.forgetSecrets(exchange.getMessage());
        endCall(question);
        Throwable failure = Replies.failure(exchange);
        Asked asked;
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
    public boolean needsWitness(@ExchangeProperty(QUESTION) Question question)
            throws InterruptedException {
        if (!question.endsRefused()) {
            return false;
        }
        Pace.Ticket ticket = schedule.await(question.account().name());
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
    public void requestWitness(Exchange exchange, @ExchangeProperty(QUESTION) Question question) {
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
    public void readWitness(Exchange exchange, @ExchangeProperty(QUESTION) Question question) {
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

    private void readKnown(Exchange exchange, Question question) {
        Throwable failure = Replies.failure(exchange);
        Asked asked =
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

    private void readNewest(Exchange exchange, Question question) {
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
        Hold hold = schedule.state(account).hold(CallKind.LOOK);
        return hold != null
                && hold.kind() == Hold.Kind.REFUSALS
                && !schedule.now().isBefore(hold.since().plus(BlameRules.PATIENCE));
    }

    private static Answer refusal(Asked asked) {
        return new Answer.Refused(Answer.Cause.UNSAID, asked.state().facts());
    }

    private void disbelieve(Question question, Answer why) {
        question.disbelieve(why);
        failed(question, why);
    }

    private void worked(Question question) {
        schedule.update(
                question.account().name(),
                state -> rules.worked(state, CallKind.LOOK, question.looked()));
    }

    private void failed(Question question, Answer failure) {
        schedule.update(
                question.account().name(),
                state -> rules.after(state, CallKind.LOOK, failure, question.looked()));
    }

    /**
     * Waits for the turn of a look into the message's action log, where its state alone does not
     * tell what came of a release.
     */
    public boolean wantsLog(@ExchangeProperty(QUESTION) Question question)
            throws InterruptedException {
        if (!question.isUndecided()) {
            return false;
        }
        Pace.Ticket ticket = schedule.await(question.account().name());
        if (ticket == null) {
            question.amend(null);
            return false;
        }
        question.take(ticket);
        return true;
    }

    /** Makes the request for the action log of the message that was asked for last. */
    public void requestLog(Exchange exchange, @ExchangeProperty(QUESTION) Question question) {
        String path = Api.actionLog(question.account().accountId(), question.lastId());
        CallHeaders.set(exchange.getIn(), question.account(), path);
        exchange.getIn().setHeader(Exchange.HTTP_QUERY, "per_page=1000");
        exchange.getIn().setBody(null);
    }

    /** Reads it. */
    public void readLog(Exchange exchange, @ExchangeProperty(QUESTION) Question question) {
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
    public boolean settle(@ExchangeProperty(QUESTION) Question question) {
        Verdict verdict = judgement.judge(question.part(), question.asked());
        if (question.part().isOnlyAccused() && !verdict.settled().isEmpty()) {
            schedule.update(question.account().name(), rules::explained);
        }
        List<Long> completed = parts.settle(verdict, question.asked().size());
        LOG.info(
                "asked {}: {} of {}, {} settled",
                question.account().name(),
                question.asked().size(),
                Words.count(question.part().size(), "message"),
                verdict.settled().size());
        return !completed.isEmpty();
    }

    /** Gives a question back that was not settled: its messages are asked for again. */
    public void giveBack(@ExchangeProperty(QUESTION) Question question) {
        if (question != null) {
            parts.unclaim(List.of(question.part()));
        }
    }

    private void endCall(Question question) {
        Pace.Ticket ticket = question.giveTicket();
        if (ticket != null) {
            schedule.answered(question.account().name(), ticket);
        }
    }

    /** Makes room for the next call. */
    public void leave(@ExchangeProperty(QUESTION) Question question) {
        endCall(question);
        schedule.leave(question.account().name(), CallKind.LOOK);
    }
}
