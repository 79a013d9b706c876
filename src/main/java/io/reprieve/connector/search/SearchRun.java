package io.reprieve.connector.search;

import io.reprieve.cloudflare.Api;
import io.reprieve.domain.FoundMessage;
import io.reprieve.domain.Text;
import io.reprieve.ledger.CallBudget;
import io.reprieve.settings.Account;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One run of a saved search through its pages. Used by one thread at a time. */
public final class SearchRun {
    /** Results of a page. More may be refused; fewer cost more calls. */
    private static final int PAGE = 100;

    /** Pages that may hold nothing to take before a run is taken for one without end. */
    private static final int VAIN_PAGES = 200;

    /** Pages in a row without any result before a run is taken for one without end. */
    private static final int EMPTY_PAGES = 50;

    private final SearchSettings search;
    private final Account account;
    private final Instant start;
    private final Instant end;
    private final SearchFilter taking;
    private final Map<String, FoundMessage> found = new LinkedHashMap<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final Set<String> cursors = new HashSet<>();
    private String cursor;
    private final PageRetry retry;
    private int pages;
    private int calls;
    private int emptyPages;
    private int known;
    private boolean stoppedAtMost;
    private boolean complete;
    private String trouble;
    private boolean stopped;
    private CallBudget.Ticket ticket;
    private Instant began;

    SearchRun(SearchSettings search, Account account, Instant now) {
        this.search = search;
        this.account = account;
        this.end = now.truncatedTo(ChronoUnit.SECONDS);
        this.start = end.minus(search.since());
        this.taking = new SearchFilter(search, start);
        this.retry = new PageRetry(now);
    }

    /** The search. */
    public SearchSettings search() {
        return search;
    }

    /** The account that is searched. */
    public Account account() {
        return account;
    }

    /** How the page that is due is being got. */
    PageRetry retry() {
        return retry;
    }

    /** The messages that are taken, without those of earlier runs. */
    List<FoundMessage> found() {
        return List.copyOf(found.values());
    }

    /** The query of the next page. */
    String query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("delivery_status", "quarantined");
        search.disposition()
                .filter(Disposition::isFilter)
                .ifPresent(one -> query.put("final_disposition", one.word()));
        if (!search.disposition().map(Disposition::isDetection).orElse(false)) {
            // Else messages without a detection are not found, as the published default is.
            query.put("detections_only", "false");
        }
        search.sender().ifPresent(text -> query.put("sender", text));
        search.recipient().ifPresent(text -> query.put("recipient", text));
        search.domain().ifPresent(text -> query.put("domain", text));
        search.subject().ifPresent(text -> query.put("subject", text));
        query.put("start", start.toString());
        query.put("end", end.toString());
        query.put("per_page", Integer.toString(PAGE));
        if (cursor != null) {
            query.put("cursor", cursor);
        }
        return Api.query(query);
    }

    /** Whether a further page is to be asked for. */
    public boolean isOpen() {
        return !isEnded() && !stopped;
    }

    /** Whether a call may be made now. */
    public boolean isPaced() {
        return ticket != null;
    }

    /** Asks for no further page, since Reprieve is being stopped; nothing of the run is taken. */
    void stop() {
        stopped = true;
    }

    /** Takes note of leave for a call that begins now. */
    void begin(CallBudget.Ticket granted, Instant now) {
        ticket = granted;
        began = now;
    }

    /** Leave for the call under way; null between calls. */
    CallBudget.Ticket ticket() {
        return ticket;
    }

    /** When the last call began. */
    Instant began() {
        return began;
    }

    /** Ends the call. */
    void endCall() {
        ticket = null;
    }

    /** Counts a call that is made. */
    void called() {
        calls++;
    }

    /** A page that is being read. */
    SearchPage page() {
        return new SearchPage(taking, search.max());
    }

    /**
     * Adds a page that was read whole.
     *
     * @param results how many entries it had
     * @param next where the next page begins, or null
     * @param handed tells which of some ids were handed on by an earlier run
     */
    void add(SearchPage page, int results, String next, UnaryOperator<Set<String>> handed) {
        retry.succeeded();
        pages++;
        emptyPages = results == 0 ? emptyPages + 1 : 0;
        page.leftOut().forEach((why, count) -> leftOut.merge(why, count, Integer::sum));
        Set<String> before = handed.apply(page.taken().keySet());
        known += before.size();
        page.taken()
                .forEach(
                        (id, message) -> {
                            if (before.contains(id) || found.containsKey(id)) {
                                return;
                            }
                            if (found.size() < search.max()) {
                                found.put(id, message);
                            } else {
                                stoppedAtMost = true;
                            }
                        });
        stoppedAtMost |= page.isCut();
        next(next);
    }

    private void next(String next) {
        boolean last = next == null;
        boolean full = found.size() >= search.max();
        if (last || full) {
            stoppedAtMost |= full && !last;
            complete = true;
        } else if (!cursors.add(next)) {
            fail("Cloudflare's pages go round in a circle: a cursor came twice");
        } else if (emptyPages == EMPTY_PAGES) {
            fail(
                    "Cloudflare's pages have no end: "
                            + EMPTY_PAGES
                            + " in a row hold nothing, and each leads on to a next one");
        } else if (pages > VAIN_PAGES + (found.size() + known) / PAGE) {
            fail("Cloudflare's pages have no end: " + Text.count(pages, "page") + " were read");
        } else {
            cursor = next;
        }
    }

    /** Ends the run: nothing of it is accepted. */
    void fail(String why) {
        trouble = why;
    }

    boolean isEnded() {
        return complete || trouble != null;
    }

    /** Whether all pages were read, up to the most messages that a run takes. */
    public boolean isComplete() {
        return complete && trouble == null;
    }

    /** Why nothing of the run is accepted; null where something may be. */
    String trouble() {
        return trouble;
    }

    /** For the file: what it took to find what stands in it. */
    String made() {
        return "search "
                + search.name()
                + ": "
                + Text.count(found.size(), "new message")
                + " on "
                + Text.count(pages, "page")
                + ", "
                + Text.count(calls, "call");
    }

    /** For the file: that there may be more; else null. */
    String remark() {
        return stoppedAtMost
                ? "stopped at "
                        + Text.count(search.max(), "message")
                        + " (max); the next run takes what is left"
                : null;
    }

    /** In words, for the log. */
    String describe() {
        String more = stoppedAtMost ? ", stopped at max" : "";
        String without =
                leftOut.entrySet().stream()
                        .map(one -> ", left out " + one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining());
        return Text.count(found.size(), "new message")
                + " on "
                + Text.count(pages, "page")
                + more
                + (known == 0 ? "" : ", " + known + " handed on before")
                + without;
    }
}
