package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Batch;
import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Row;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import io.reprieve.domain.Verdict.Settled;
import io.reprieve.ledger.Model.At;
import io.reprieve.ledger.Model.ModelJob;
import io.reprieve.ledger.Model.ModelRow;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A ledger and a model of it that live through the same random events. */
final class ModelRun implements AutoCloseable {
    private static final SeenSizes TINY = new SeenSizes(8, 24, 16, 4, 3, 20);
    private static final List<String> ACCOUNTS = List.of("default", "second");
    private static final Outcome[] OUTCOMES = {
        Outcome.RELEASED,
        Outcome.RELEASED,
        Outcome.RELEASED,
        Outcome.FAILED,
        Outcome.NOT_FOUND,
        Outcome.NOT_QUARANTINED,
        Outcome.PARTIAL
    };

    private final Path folder;
    private final SplittableRandom random;
    private final TestClock clock = new TestClock();
    private final Model model = new Model();
    private final List<Open> accepting = new ArrayList<>();
    private final Map<Long, List<ModelRow>> held = new HashMap<>();
    private final List<Batch> claimed = new ArrayList<>();
    private final List<Part> busy = new ArrayList<>();
    private Ledger ledger;
    private int lists;
    private int crashes;
    private long groups;

    ModelRun(Path folder, SplittableRandom random) {
        this.folder = folder;
        this.random = random;
        this.ledger = Ledger.open(folder.resolve("0"), clock, TINY);
    }

    /** A list on its way in. */
    private static final class Open {
        private final Acceptance acceptance;
        private final NewJob job;
        private final Dedupe dedupe;
        private final List<Row> entries = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private boolean prepared;

        private Open(Acceptance acceptance, NewJob job, Dedupe dedupe) {
            this.acceptance = acceptance;
            this.job = job;
            this.dedupe = dedupe;
        }
    }

    void step() throws IOException, SQLException {
        clock.advance(Duration.ofMillis(random.nextInt(800)));
        switch (random.nextInt(16)) {
            case 0, 1 -> beginList();
            case 2, 3, 4 -> growList();
            case 5, 6 -> endList();
            case 7, 8 -> claim(random.nextInt(3) == 0 ? 3 : 12);
            case 9 -> begin();
            case 10, 11 -> settle();
            case 12 -> ask();
            case 13 -> ledger.parts().follow();
            case 14 -> tidy();
            default -> {
                if (random.nextInt(4) == 0) {
                    crash();
                } else {
                    unclaim();
                }
            }
        }
        model.resolve();
    }

    private void beginList() {
        if (accepting.size() < 3) {
            String id = "list-" + lists++;
            boolean dryRun = random.nextInt(8) == 0;
            Dedupe dedupe =
                    switch (random.nextInt(8)) {
                        case 0 -> Dedupe.OFF;
                        case 1 -> Dedupe.LIST;
                        default -> Dedupe.LEDGER;
                    };
            NewJob job = dryRun ? Lists.dryRun(id) : Lists.job(id);
            accepting.add(new Open(ledger.accept(job, dedupe), job, dedupe));
        }
    }

    private void growList() {
        if (accepting.isEmpty()) {
            return;
        }
        Open open = accepting.get(random.nextInt(accepting.size()));
        int chunks = open.prepared ? 0 : random.nextInt(8);
        for (int c = 0; c < chunks; c++) {
            List<Row> chunk = new ArrayList<>();
            int size = 1 + random.nextInt(9);
            for (int i = 0; i < size; i++) {
                Row entry = entry(open.entries.size() + chunk.size() + 2);
                // Rows that are sent although they are alike could not be told from outside.
                boolean isOff = open.dedupe == Dedupe.OFF;
                if (!isOff || open.ids.add(entry.account() + "/" + entry.id())) {
                    chunk.add(entry);
                }
            }
            if (!chunk.isEmpty()) {
                open.acceptance.add(open.acceptance.chunk(chunk));
                open.entries.addAll(chunk);
            }
        }
    }

    private Row entry(long line) {
        String account = ACCOUNTS.get(random.nextInt(4) == 0 ? 1 : 0);
        String problem = random.nextInt(12) == 0 ? "it looks\tlike a cell" : null;
        return new Row(line, "m-" + random.nextInt(150), account, problem);
    }

    private void endList() {
        if (accepting.isEmpty()) {
            return;
        }
        Open open = accepting.get(random.nextInt(accepting.size()));
        int end = random.nextInt(6);
        if (end < 2 && !open.prepared) {
            open.acceptance.prepare();
            open.prepared = true;
        } else if (end == 2) {
            open.acceptance.close();
            accepting.remove(open);
        } else if (open.dedupe == Dedupe.LEDGER || accepting.stream().noneMatch(o -> o.prepared)) {
            // A list that sends again what was released, between another one's comparing and its
            // committing, leaves both answers right.
            long number = open.acceptance.commit();
            open.acceptance.close();
            accepting.remove(open);
            model.accept(open.job.id(), number, open.entries, open.dedupe, open.job.dryRun());
        }
    }

    private void claim(int callSize) {
        String account = ACCOUNTS.get(random.nextInt(2));
        int room = 1 + random.nextInt(callSize);
        Claim claim = ledger.parts().claim(account, callSize, room);
        if (claim.isEmpty()) {
            return;
        }
        boolean full = claim.call() != null;
        Batch batch = full ? claim.call() : new Batch(account, claim.filling());
        assertThat(batch.size()).isLessThanOrEqualTo(full ? 12 : room);
        batch.parts().forEach(part -> take(part, At.SEND, At.IN_HANDS));
        claimed.add(batch);
        checkGroup(batch);
    }

    private void checkGroup(Batch batch) {
        Long group = batch.parts().get(0).group();
        Set<ModelRow> rows = new HashSet<>();
        batch.parts().forEach(part -> rows.addAll(held.get(part.key())));
        assertThat(rows).allSatisfy(row -> assertThat(row.group).isEqualTo(group));
        if (group != null) {
            assertThat(model.at(At.SEND)).noneMatch(row -> group.equals(row.group));
        }
    }

    private void take(Part part, At from, At to) {
        List<ModelRow> rows = new ArrayList<>();
        for (String id : part.ids()) {
            rows.add(model.take(part.job(), part.account(), id, from, to));
        }
        assertThat(rows).allMatch(row -> row.attempts == part.history().attempts());
        held.put(part.key(), rows);
    }

    private void begin() {
        if (!claimed.isEmpty()) {
            Batch batch = claimed.remove(random.nextInt(claimed.size()));
            Batch begun = Lists.begin(ledger, batch).orElseThrow();
            Set<ModelJob> jobs = new HashSet<>();
            for (Part part : begun.parts()) {
                for (ModelRow row : held.get(part.key())) {
                    row.at = At.UNDER_WAY;
                    row.attempts++;
                    jobs.add(row.job);
                }
                busy.add(part);
            }
            jobs.forEach(job -> job.calls++);
        }
    }

    private void unclaim() {
        if (!claimed.isEmpty()) {
            Batch batch = claimed.remove(random.nextInt(claimed.size()));
            ledger.parts().unclaim(batch.parts());
            batch.parts().forEach(part -> free(part.key()));
        }
    }

    private void free(long part) {
        held.remove(part).forEach(row -> row.at = row.before);
    }

    private void ask() {
        String account = ACCOUNTS.get(random.nextInt(2));
        Optional<Part> doubt = ledger.parts().claimDoubt(account, 1 + random.nextInt(6));
        doubt.ifPresent(
                part -> {
                    take(part, At.ASK, At.ASKED);
                    busy.add(part);
                });
    }

    private void settle() {
        if (!busy.isEmpty()) {
            Part part = busy.remove(random.nextInt(busy.size()));
            ledger.parts().settle(List.of(verdict(part, random.nextInt(3) == 0)));
        }
    }

    private Verdict verdict(Part part, boolean carries) {
        List<ModelRow> rows = held.remove(part.key());
        List<Settled> settled = new ArrayList<>();
        List<List<Integer>> piles = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = rows.size() - 1; i >= 0; i--) {
            ModelRow row = rows.get(i);
            int fate = carries ? random.nextInt(4) : 3;
            if (fate < 2) {
                row.at = fate == 0 && !part.dryRun() ? At.SEND : At.ASK;
                piles.get(row.at == At.SEND ? 0 : 1).add(0, i);
            } else {
                Outcome outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
                row.settle(outcome, random.nextBoolean() ? "" : "so it is");
                settled.add(new Settled(i, result(row)));
            }
        }
        List<Carried> carried = new ArrayList<>();
        carry(carried, part, rows, piles.get(0), Next.SEND);
        carry(carried, part, rows, piles.get(1), Next.ASK);
        return new Verdict(part, settled, carried);
    }

    private RowResult result(ModelRow row) {
        ResponseInfo facts =
                random.nextInt(3) == 0
                        ? ResponseInfo.NONE
                        : new ResponseInfo(200, null, "taken", "ray-FRA");
        List<String> delivered = List.of(row.entry.id() + "@example.com");
        Recipients recipients =
                random.nextBoolean()
                        ? Recipients.NONE
                        : new Recipients(delivered, List.of(), List.of());
        return new RowResult(row.outcome, row.reason, recipients, facts);
    }

    private void carry(
            List<Carried> carried, Part part, List<ModelRow> rows, List<Integer> pile, Next next) {
        if (!pile.isEmpty()) {
            Long group = random.nextInt(3) == 0 ? Long.valueOf(++groups) : null;
            pile.forEach(i -> rows.get(i).group = group);
            carried.add(
                    new Carried(
                            pile,
                            next,
                            clock.instant().plusMillis(random.nextInt(2000)),
                            part.history(),
                            group));
        }
    }

    private void tidy() {
        int steps = random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            ledger.tidy();
        }
    }

    private void crash() throws IOException {
        Path now = folder.resolve(Integer.toString(crashes++));
        Path next = folder.resolve(Integer.toString(crashes));
        Lists.copy(now, next);
        ledger.close();
        accepting.clear();
        claimed.forEach(batch -> batch.parts().forEach(part -> free(part.key())));
        claimed.clear();
        ledger = Ledger.open(next, clock, TINY);
        ledger.forgetUnfinished();
        List<Part> left = ledger.parts().recover();
        assertThat(left.stream().map(Part::key).collect(Collectors.toSet())).isEqualTo(underWay());
        busy.stream().filter(part -> !underWay().contains(part.key())).forEach(this::freeAsked);
        busy.clear();
        for (Part part : left) {
            List<ModelRow> rows = held.remove(part.key());
            assertThat(rows).extracting(row -> row.entry.id()).isEqualTo(part.ids());
            boolean ask = random.nextBoolean();
            rows.forEach(row -> row.at = ask ? At.ASK : At.SEND);
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                all.add(i);
            }
            List<Carried> carried = new ArrayList<>();
            carry(carried, part, rows, all, ask ? Next.ASK : Next.SEND);
            ledger.parts().settle(List.of(new Verdict(part, List.of(), carried)));
        }
    }

    private void freeAsked(Part part) {
        free(part.key());
    }

    private Set<Long> underWay() {
        return held.entrySet().stream()
                .filter(part -> part.getValue().get(0).at == At.UNDER_WAY)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Ends whatever is under way, and lets no row be carried any more. */
    void finish() {
        accepting.forEach(open -> open.acceptance.close());
        accepting.clear();
        for (int rounds = 0; rounds < 2000 && !ledger.jobs().running().isEmpty(); rounds++) {
            clock.advance(Duration.ofSeconds(3));
            claim(12);
            ask();
            begin();
            while (!busy.isEmpty()) {
                Part part = busy.remove(0);
                ledger.parts().settle(List.of(verdict(part, false)));
            }
            ledger.parts().follow();
            model.resolve();
        }
        boolean more = true;
        while (more) {
            more = ledger.tidy();
        }
    }

    void compare() {
        assertThat(ledger.jobs().running()).isEmpty();
        assertThat(ledger.jobs().newest(100_000)).hasSize(model.jobs.size());
        for (ModelJob job : model.jobs) {
            Job is = ledger.jobs().get(job.number).orElseThrow();
            assertThat(is.rows()).isEqualTo(job.rows.size());
            assertThat(is.settled()).isEqualTo(is.rows());
            assertThat(is.calls()).isEqualTo(job.calls);
            List<String> rows =
                    Lists.rows(ledger, job.number).stream().map(ModelRun::describe).toList();
            List<String> expected = job.rows.stream().map(ModelRun::describe).toList();
            assertThat(rows).isEqualTo(expected);
        }
    }

    private static String describe(SettledRow row) {
        return String.join(
                " ",
                Long.toString(row.line()),
                row.id(),
                row.account(),
                row.result().outcome().name(),
                Integer.toString(row.attempts()),
                row.result().reason());
    }

    private static String describe(ModelRow row) {
        return String.join(
                " ",
                Long.toString(row.entry.line()),
                row.entry.id(),
                row.entry.account(),
                row.outcome.name(),
                Integer.toString(row.attempts),
                row.reason.replace('\t', ' '));
    }

    /** Rows of any table that belong to no job, and runs that count for nothing. */
    List<String> orphans() throws SQLException {
        List<String> orphans = new ArrayList<>();
        Path file = folder.resolve(Integer.toString(crashes)).resolve(Ledger.FILE);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql :
                    List.of(
                            "SELECT 'chunk', count(*) FROM chunk WHERE job NOT IN"
                                    + " (SELECT number FROM job)",
                            "SELECT 'part', count(*) FROM part WHERE chunk NOT IN"
                                    + " (SELECT number FROM chunk)",
                            "SELECT 'tally', count(*) FROM tally WHERE job NOT IN"
                                    + " (SELECT number FROM job)",
                            "SELECT 'page', count(*) FROM seen_page WHERE run NOT IN"
                                    + " (SELECT number FROM seen_run)",
                            "SELECT 'run', count(*) FROM seen_run WHERE age IS NULL",
                            "SELECT 'job', count(*) FROM job WHERE state<>'COMPLETED'")) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    if (rows.getLong(2) > 0) {
                        orphans.add(rows.getString(1));
                    }
                }
            }
        }
        return orphans;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
