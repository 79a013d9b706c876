package io.reprieve.connector.search;

import io.reprieve.calls.CallGate;
import io.reprieve.calls.CallHeaders;
import io.reprieve.calls.Replies;
import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.cloudflare.Api;
import io.reprieve.cloudflare.Reply;
import io.reprieve.cloudflare.SearchReader;
import io.reprieve.cloudflare.Searched;
import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.Answer;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.RateHint;
import io.reprieve.domain.RetryPolicy;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.SearchHistory;
import io.reprieve.settings.SecretException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the pages of a search, one after another, each paced and judged like any other call.
 * Thread-safe.
 */
public final class SearchCalls {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.search");

    private final CallGate gate;
    private final AccountRules rules;
    private final AnswerReader answers;
    private final SearchReader pages;
    private final RetryPolicy policy;
    private final SearchHistory history;
    private final URI base;
    private final Clock clock;

    /**
     * Calls.
     *
     * @param base base address of the API
     */
    SearchCalls(
            CallGate gate,
            AccountRules rules,
            AnswerReader answers,
            RetryPolicy policy,
            SearchHistory history,
            URI base,
            Clock clock) {
        this.gate = gate;
        this.rules = rules;
        this.answers = answers;
        this.pages = new SearchReader(answers, clock);
        this.policy = policy;
        this.history = history;
        this.base = base;
        this.clock = clock;
    }

    /**
     * Waits for the turn of the next page; the call then counts as under way. None comes where the
     * run fails meanwhile, or Reprieve is being stopped.
     */
    public void pace(@ExchangeProperty(SearchSteps.RUN) SearchRun run) throws InterruptedException {
        String account = run.account().name();
        while (!run.isEnded() && !gate.isStopping()) {
            AccountHold hold = gate.state(account).hold(CallKind.SEARCH);
            Instant next = run.retry().notBefore();
            if (hold != null && hold.probeAt().isAfter(next)) {
                if (hold.isOfAccess()
                        && hold.isConfirmed()
                        && hold.probeAt().isAfter(clock.instant())) {
                    run.fail("searches of account " + account + " are held: " + hold.words());
                    break;
                }
                next = hold.probeAt();
            }
            gate.awaitTime(next);
            if (enter(run, account)) {
                return;
            }
        }
        run.stop();
    }

    /** While an account is held, one call at a time may try. */
    private boolean enter(SearchRun run, String account) throws InterruptedException {
        gate.enter(account, CallKind.SEARCH);
        CallBudget.Ticket ticket =
                gate.mustWait(account, CallKind.SEARCH) ? null : gate.await(account);
        if (ticket == null) {
            gate.leave(account, CallKind.SEARCH);
            gate.awaitTime(clock.instant().plusMillis(CallGate.POLL_MILLIS));
            return false;
        }
        run.begin(ticket, gate.now());
        return true;
    }

    /** Makes the request for the page that is due. */
    public void request(Exchange exchange, @ExchangeProperty(SearchSteps.RUN) SearchRun run) {
        if (gate.isHeld(run.account().name(), CallKind.SEARCH)) {
            reloadSecret(run);
        }
        String later = run.retry().later();
        String path = later == null ? path(run) : later.replaceFirst("\\?.*", "");
        CallHeaders.set(exchange.getIn(), run.account(), path);
        String query = run.query();
        if (later != null) {
            query = later.contains("?") ? later.substring(later.indexOf('?') + 1) : "";
        }
        run.called();
        exchange.getIn().setHeader(Exchange.HTTP_QUERY, query);
        exchange.getIn().setBody(null);
    }

    /** Reads what came back. */
    public void read(Exchange exchange, @ExchangeProperty(SearchSteps.RUN) SearchRun run) {
        String account = run.account().name();
        try {
            CallHeaders.forgetSecrets(exchange.getMessage());
            gate.answered(account, run.ticket());
            Throwable failure = Replies.failure(exchange);
            SearchPage page = run.page();
            Searched searched;
            if (failure != null) {
                searched = pages.read(failure);
            } else {
                Reply reply = Replies.of(exchange);
                searched = pages.read(reply, page::add);
                RateHint hint = answers.readRateHint(reply);
                if (hint != null) {
                    gate.heed(account, hint);
                }
            }
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(null);
            follow(run, page, searched, run.began());
        } finally {
            run.endCall();
            gate.leave(account, CallKind.SEARCH);
        }
    }

    /** Ends a run that met a defect. */
    public void lose(Exchange exchange, @ExchangeProperty(SearchSteps.RUN) SearchRun run) {
        run.fail("the run was lost to a defect of Reprieve; see the log");
        if (run.isPaced()) {
            CallHeaders.forgetSecrets(exchange.getMessage());
            gate.answered(run.account().name(), run.ticket());
            run.endCall();
            gate.leave(run.account().name(), CallKind.SEARCH);
        }
    }

    private void follow(SearchRun run, SearchPage page, Searched searched, Instant began) {
        String account = run.account().name();
        if (searched instanceof Searched.Failed failed) {
            AccountState after =
                    gate.update(
                            account,
                            state -> rules.after(state, CallKind.SEARCH, failed.answer(), began));
            judge(run, failed.answer(), after.hold(CallKind.SEARCH));
            return;
        }
        gate.update(account, state -> rules.worked(state, CallKind.SEARCH, began));
        if (searched instanceof Searched.Later later) {
            follow(run, later);
        } else if (searched instanceof Searched.Page read) {
            run.add(
                    page,
                    read.results(),
                    read.cursor(),
                    ids -> history.among(run.search().name(), account, ids));
        }
    }

    private void follow(SearchRun run, Searched.Later later) {
        String where =
                later.location() == null
                        ? null
                        : PageRetry.below(base, path(run), later.location());
        if (later.location() != null && where == null) {
            run.fail(
                    "Cloudflare sends the search to another address, where the credentials must"
                            + " not go");
        } else if (!run.retry().later(where, later.retryAfter(), clock.instant())) {
            run.fail(
                    "the search is still at work at Cloudflare after "
                            + PageRetry.MAX_LOOKS
                            + " looks; narrow it with further filters or a shorter since");
        }
    }

    /** Whether there is another attempt: only for what may be over soon. */
    private void judge(SearchRun run, Answer answer, AccountHold hold) {
        boolean mayPass =
                answer instanceof Answer.NotStarted
                        || answer instanceof Answer.Unknown
                        || (hold != null && !hold.isConfirmed());
        Instant next = clock.instant().plus(policy.delay(run.retry().failed()));
        if (!mayPass || !run.retry().failed(next)) {
            run.fail(answer.facts().describe());
        }
    }

    private void reloadSecret(SearchRun run) {
        try {
            run.account().credentials().secret().reload();
        } catch (SecretException e) {
            LOG.error("account {}: {}", run.account().name(), e.getMessage());
        }
    }

    private static String path(SearchRun run) {
        return Api.search(run.account().accountId());
    }
}
