package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Row;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Prints how long each phase of a large job takes in the ledger. Arguments: ids (default 1000000),
 * and how often the list is dropped again (default 1).
 */
final class LedgerTiming {
    private static final List<Recipients> RECIPIENTS =
            List.of(new Recipients(List.of("somebody@example.com"), List.of(), List.of()));

    private final Ledger ledger;
    private final int ids;
    private final AtomicLong waited = new AtomicLong();

    private LedgerTiming(Ledger ledger, int ids) {
        this.ledger = ledger;
        this.ids = ids;
    }

    public static void main(String[] arguments) throws IOException {
        int ids = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int again = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        Path folder = Files.createTempDirectory("ledger-timing");
        try (Ledger ledger = Ledger.open(folder, Clock.systemUTC())) {
            LedgerTiming timing = new LedgerTiming(ledger, ids);
            Thread other = new Thread(timing::disturb);
            other.start();
            timing.run(again);
            other.interrupt();
            join(other);
        } finally {
            long began = System.nanoTime();
            Ledger.open(folder, Clock.systemUTC()).close();
            print("open again", began);
            System.out.printf(
                    "%-24s %8d MB%n", "file", Files.size(folder.resolve(Ledger.FILE)) >> 20);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(int again) {
        long job = accept("first", 0);
        release();
        rows(job);
        tidy();
        for (int i = 0; i < again; i++) {
            rows(accept("again-" + i, 0));
            tidy();
        }
        accept("other", ids);
        tidy();
    }

    private long accept(String id, int from) {
        long began = System.nanoTime();
        NewJob job =
                new NewJob(
                        id,
                        "file:" + id,
                        () -> "00",
                        null,
                        null,
                        null,
                        "files",
                        null,
                        Instant.now(),
                        false);
        try (Acceptance acceptance = ledger.accept(job, Dedupe.LEDGER)) {
            for (int i = 0; i < ids; i += Acceptance.CHUNK) {
                acceptance.add(
                        acceptance.chunk(chunk(from, i, Math.min(ids, i + Acceptance.CHUNK))));
            }
            print("accept " + id + ": add", began);
            began = System.nanoTime();
            acceptance.prepare();
            print("accept " + id + ": prepare", began);
            began = System.nanoTime();
            long number = acceptance.commit();
            print("accept " + id + ": commit", began);
            System.out.printf("%-24s %8d ms%n", "  others waited at most", waited.getAndSet(0));
            return number;
        }
    }

    /** Writes as settling would, again and again, and measures the longest wait. */
    private void disturb() {
        CallBudget pace = ledger.pace(1000, 1000, Duration.ofMinutes(1));
        while (!Thread.currentThread().isInterrupted()) {
            long began = System.nanoTime();
            pace.untilFree("default");
            long millis = (System.nanoTime() - began) / 1_000_000;
            waited.accumulateAndGet(millis, Math::max);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static List<Row> chunk(int from, int begin, int end) {
        List<Row> chunk = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            String id = "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-" + (10_000_000 + from + i);
            chunk.add(new Row(i + 2, id, "default", null));
        }
        return chunk;
    }

    private void release() {
        ResponseInfo facts = new ResponseInfo(200, null, null, "8f3a5b7c9d1e2f3a-FRA");
        long began = System.nanoTime();
        long claims = 0;
        long begins = 0;
        long settles = 0;
        while (true) {
            long start = System.nanoTime();
            Claim claim = ledger.parts().claim("default", Acceptance.CHUNK, Acceptance.CHUNK);
            long claimed = System.nanoTime();
            claims += claimed - start;
            if (claim.isEmpty()) {
                break;
            }
            var batch = Lists.begin(ledger, claim.call()).orElseThrow();
            long begun = System.nanoTime();
            begins += begun - claimed;
            var part = batch.parts().get(0);
            List<Verdict.Settled> settled = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                RowResult result = new RowResult(Outcome.RELEASED, "", RECIPIENTS.get(0), facts);
                settled.add(new Verdict.Settled(i, result));
            }
            ledger.parts().settle(List.of(new Verdict(part, settled, List.of())));
            settles += System.nanoTime() - begun;
        }
        print("claim, begin, settle", began);
        System.out.printf(
                "%-24s %8d, %d, %d ms%n",
                "  of it", claims / 1_000_000, begins / 1_000_000, settles / 1_000_000);
    }

    private void rows(long job) {
        long began = System.nanoTime();
        long count = 0;
        try (SettledRows rows = ledger.rows(job)) {
            while (rows.hasNext()) {
                count += rows.next().size();
            }
        }
        print("rows " + count, began);
    }

    private void tidy() {
        long began = System.nanoTime();
        long longest = 0;
        boolean more = true;
        while (more) {
            long step = System.nanoTime();
            more = ledger.tidy();
            longest = Math.max(longest, System.nanoTime() - step);
        }
        print("tidy", began);
        System.out.printf("%-24s %8d ms%n", "  longest step", longest / 1_000_000);
    }

    private static void print(String phase, long began) {
        System.out.printf("%-24s %8d ms%n", phase, (System.nanoTime() - began) / 1_000_000);
    }
}
