package io.reprieve.ledger;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Row;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.SettledRow;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Settled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lists for tests, and the shortest way from a list to a settled job. */
public final class Lists {
    static final String ACCOUNT = "default";

    private Lists() {}

    /** The head of a list of that name. */
    public static NewJob job(String id) {
        return new NewJob(
                id,
                "file:" + id,
                () -> "00",
                null,
                null,
                null,
                "files",
                null,
                Instant.ofEpochMilli(1),
                false);
    }

    static NewJob dryRun(String id) {
        return new NewJob(
                id,
                "file:" + id,
                () -> "00",
                null,
                null,
                null,
                "files",
                null,
                Instant.ofEpochMilli(1),
                true);
    }

    static List<Row> entries(int from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Row(i + 2, "id-" + (from + i), ACCOUNT, null))
                .toList();
    }

    static List<Row> entries(List<String> ids) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Row(i + 2, ids.get(i), ACCOUNT, null))
                .toList();
    }

    static void add(Acceptance acceptance, List<Row> entries) {
        for (int i = 0; i < entries.size(); i += Acceptance.CHUNK) {
            acceptance.add(
                    acceptance.chunk(
                            entries.subList(i, Math.min(entries.size(), i + Acceptance.CHUNK))));
        }
    }

    /** Takes a list whole; the number of its job. */
    public static long accept(Ledger ledger, NewJob job, List<Row> entries) {
        try (Acceptance acceptance = ledger.accept(job, Dedupe.LEDGER)) {
            add(acceptance, entries);
            return acceptance.commit();
        }
    }

    /** Writes down that a batch is being sent, with a budget that is never spent. */
    static Optional<Batch> begin(Ledger ledger, Batch batch) {
        CallBudget pace = ledger.pace(1_000_000, 1_000_000, Duration.ofMinutes(5));
        return Optional.ofNullable(ledger.parts().begin(batch, pace, ACCOUNT).batch());
    }

    /** Sends everything that is due, and settles it with that outcome; how many ids were sent. */
    static int release(Ledger ledger, Outcome outcome) {
        int sent = 0;
        while (true) {
            Claim claim = ledger.parts().claim(ACCOUNT, Acceptance.CHUNK, Acceptance.CHUNK);
            if (claim.isEmpty()) {
                return sent;
            }
            var batch =
                    claim.call() != null
                            ? claim.call()
                            : new io.reprieve.domain.Batch(ACCOUNT, claim.filling());
            var begun = begin(ledger, batch).orElseThrow();
            sent += begun.size();
            ledger.parts().settle(begun.parts().stream().map(part -> all(part, outcome)).toList());
        }
    }

    static Verdict all(Part part, Outcome outcome) {
        List<Settled> settled = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            settled.add(new Settled(i, RowResult.of(outcome, "", ResponseInfo.NONE)));
        }
        return new Verdict(part, settled, List.of());
    }

    static List<SettledRow> rows(Ledger ledger, long job) {
        List<SettledRow> all = new ArrayList<>();
        try (SettledRows rows = ledger.rows(job)) {
            rows.forEachRemaining(all::addAll);
        }
        return all;
    }

    static List<Outcome> outcomes(Ledger ledger, long job) {
        return rows(ledger, job).stream().map(row -> row.result().outcome()).toList();
    }

    /** What a power cut would leave: the files as they are while the ledger is open. */
    static Path copy(Path folder, Path to) throws IOException {
        Files.createDirectories(to);
        for (String ending : List.of("", "-wal")) {
            Path file = folder.resolve(Ledger.FILE + ending);
            if (Files.exists(file)) {
                Files.copy(file, to.resolve(Ledger.FILE + ending));
            }
        }
        return to;
    }
}
