package io.reprieve.connector.search;

import io.reprieve.calls.CallGate;
import io.reprieve.files.PrivateFiles;
import io.reprieve.importing.InboxFiles;
import io.reprieve.importing.ListImport;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Jobs;
import io.reprieve.ledger.SearchHistory;
import io.reprieve.list.ListSubmission;
import io.reprieve.list.UnreadableListException;
import io.reprieve.report.file.FoundList;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source for saved searches: begins a run, makes a list of what it found, and hands that on.
 * What a search finds is written to the disk before the ledger says that it was handed on, so that
 * a crash in between loses nothing, and the next start counts it once. Thread-safe; a search has
 * one run at a time.
 */
public final class SearchSteps {
    /** Exchange property: the {@link SearchRun}. */
    public static final String RUN = "reprieveSearch";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.search");

    /** What was handed on is remembered so much longer than it can be found. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Map<String, SearchSettings> searches;
    private final CallGate gate;
    private final SearchHistory history;
    private final Jobs jobs;
    private final SearchFolders folders;
    private final SearchStates states;
    private final SourceHealth health;
    private final boolean dryRun;
    private final Clock clock;
    private final Set<String> recovered = ConcurrentHashMap.newKeySet();

    /** A source with these settings. */
    SearchSteps(
            Settings settings,
            CallGate gate,
            SearchHistory history,
            Jobs jobs,
            SearchStates states,
            SourceHealth health,
            Clock clock) {
        this.searches =
                DeclaredSearch.read(settings.values()).stream()
                        .collect(Collectors.toMap(SearchSettings::name, Function.identity()));
        this.gate = gate;
        this.history = history;
        this.jobs = jobs;
        this.folders = new SearchFolders(settings.dataDir());
        this.states = states;
        this.health = health;
        this.dryRun = settings.dryRun();
        this.clock = clock;
    }

    /** Begins a run of the search of that name. */
    public SearchRun begin(@Body String name) throws IOException {
        SearchSettings search = searches.get(name);
        SearchRun run = new SearchRun(search, gate.account(search.account()), clock.instant());
        if (!recovered.contains(name)) {
            recover(search);
            recovered.add(name);
        }
        return run;
    }

    /** A crash may have come between a list and the word of the ledger that it exists. */
    private void recover(SearchSettings search) throws IOException {
        sweep(search.name());
        List<Path> lists = new ArrayList<>(folders.proposals(search.name()));
        lists.addAll(folders.lists(search.name()));
        for (Path list : lists) {
            try {
                history.add(search.name(), search.account(), SearchFolders.ids(list));
            } catch (UnreadableListException e) {
                LOG.warn(
                        "search {}: {} is no list any more: {}",
                        search.name(),
                        list,
                        e.getMessage());
            }
        }
    }

    /** What is left lying there is in nobody's way. */
    private void sweep(String name) {
        try {
            folders.sweep(name);
        } catch (IOException e) {
            LOG.warn("search {}: {}", name, e.getMessage());
        }
    }

    /** Makes a list of what a run found that was read to its end. */
    public void finish(@ExchangeProperty(RUN) SearchRun run) throws IOException {
        SearchSettings search = run.search();
        String name = search.name();
        if (!run.isComplete()) {
            if (!gate.isStopping()) {
                LOG.warn("search {}: {}; nothing of this run is taken", name, run.trouble());
                ended(new SearchState(name, clock.instant(), 0, run.trouble()));
            }
            return;
        }
        history.forget(name, clock.instant().minus(search.since()).minus(MARGIN));
        String where = "";
        if (!run.found().isEmpty()) {
            boolean releases = search.mode() == SearchMode.RELEASE;
            Path list =
                    releases
                            ? folders.list(name, clock.instant())
                            : folders.proposal(name, clock.instant());
            FoundList.write(list, search.account(), run.found(), run.made(), run.remark());
            history.add(name, search.account(), SearchFolders.ids(list));
            where =
                    releases
                            ? ""
                            : "; proposed in " + list + ": look at it, then drop it into the inbox";
        }
        LOG.info("search {}: {}{}", name, run.describe(), where);
        ended(new SearchState(name, clock.instant(), run.found().size(), null));
    }

    /**
     * The lists of a search that are to be released: the one of this run, and what a crash left.
     */
    public List<Path> lists(@ExchangeProperty(RUN) SearchRun run) throws IOException {
        List<Path> lists = folders.lists(run.search().name());
        if (run.search().mode() == SearchMode.RELEASE) {
            return lists;
        }
        for (Path list : lists) {
            if (jobs.byOrigin(origin(list)).isPresent()) {
                Files.delete(list);
            } else {
                folders.propose(list);
            }
        }
        return List.of();
    }

    /** Describes a list for {@code accept}. */
    public ListSubmission describe(@Body Path list, @ExchangeProperty(RUN) SearchRun run) {
        String source = "search:" + run.search().name();
        return new ListSubmission(
                list,
                source,
                run.search().account(),
                origin(list),
                source,
                null,
                clock.instant(),
                dryRun);
    }

    /** Moves a list away that is in the ledger. */
    public void handedOn(
            @ExchangeProperty(RUN) SearchRun run,
            @ExchangeProperty(ListImport.FILE) ListSubmission list,
            @ExchangeProperty(InboxFiles.MOVE_TO) String target)
            throws IOException {
        PrivateFiles.move(list.path(), Path.of(target));
        Set<String> lying =
                folders.lists(run.search().name()).stream()
                        .map(SearchSteps::origin)
                        .collect(Collectors.toSet());
        jobs.forgetOrigins(list.door(), origin -> !lying.contains(origin));
    }

    /** Tells that a run broke off for a reason of ours: a full disk, a locked ledger. */
    public void broken(
            @ExchangeProperty(RUN) SearchRun run,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        if (run != null) {
            String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            ended(new SearchState(run.search().name(), clock.instant(), 0, words));
        }
    }

    private void ended(SearchState state) {
        states.ended(state);
        String door = "search:" + state.name();
        if (state.trouble() == null) {
            health.works(door);
        } else {
            health.failed(door, state.trouble());
        }
    }

    private static String origin(Path list) {
        return "search/" + list.getFileName();
    }
}
