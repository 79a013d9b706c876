package io.reprieve.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.JobReport;
import io.reprieve.scenario.ReportLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lists and random answers at the real program, with the laws as the only assertions. {@code
 * -Dlaws.seconds=N} goes on for so long, {@code -Dlaws.seed=S} begins as an earlier run did: lists
 * are the same then, what threads make of the answers is not.
 */
class LawsTest {
    private static final long SECONDS = Long.getLong("laws.seconds", 20);

    /** Longer than the latest release plus the longest lag of a look, also on a busy machine. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(20);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Map<String, Integer> ends = new TreeMap<>();
    private Random random;
    private OddLists lists;
    private int number;

    @Test
    void whatever_is_dropped_and_answered_the_laws_hold() throws Exception {
        long seed = Long.getLong("laws.seed", new Random().nextInt(1_000_000));
        System.out.println("laws.seed=" + seed);
        random = new Random(seed);
        // With the same numbers the list after a storm would meet ids of an earlier list.
        lists = new OddLists(new Random(random.nextLong()));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int rounds = 0;
        do {
            round(rounds++);
        } while (System.nanoTime() < end);
        System.out.println("laws held in " + rounds + " rounds, " + number + " lists: " + ends);
    }

    private void round(int round) throws Exception {
        Path here = Files.createDirectories(folder.resolve("round-" + round));
        DataFolder data = new DataFolder(Files.createDirectories(here.resolve("data")));
        try (OddApi api = new OddApi(random)) {
            Round played = new Round(here, data, api);
            try {
                played.play();
            } finally {
                played.end();
            }
            System.out.println("round " + round + ": " + api.counts());
        }
    }

    /** One data folder, one server, some lists, some bad luck. */
    private final class Round {
        private final Path here;
        private final DataFolder data;
        private final OddApi api;
        private final Told told;
        private final List<OddList> dropped = new ArrayList<>();

        /** Lists that were put in the place of others. */
        private final List<OddList> instead = new ArrayList<>();

        private final List<String> broken = new ArrayList<>();
        private final Set<String> answered = new HashSet<>();
        private final Set<String> cancelled = new HashSet<>();
        private final Set<String> meddledWith = new HashSet<>();
        private Program program;

        Round(Path here, DataFolder data, OddApi api) {
            this.here = here;
            this.data = data;
            this.api = api;
            this.told = new Told(data);
        }

        void play() throws IOException {
            start();
            program.awaitReady();
            for (int act = 4 + random.nextInt(8); act > 0; act--) {
                api.turn(random.nextInt(3) == 0 ? one(Weather.values()) : Weather.MIXED);
                for (int some = 1 + random.nextInt(5); some > 0; some--) {
                    drop(lists.next(number++));
                }
                Call.pause(random.nextInt(3_000));
                disturb();
            }
            api.turn(Weather.FAIR);
            dropped.forEach(this::awaitWord);
            checkNextIsTaken();
            stop();
            check();
        }

        private void start() {
            program = Program.start(here, settings(), "run");
        }

        private void drop(OddList list) throws IOException {
            api.quarantine().add(list.ids());
            dropped.add(list);
            if (random.nextInt(8) != 0) {
                data.drop(list.name(), list.bytes());
                return;
            }
            // Copied there piece by piece, and perhaps never to its end.
            Files.createDirectories(data.inbox());
            Path file = data.inbox().resolve(list.name());
            int pieces = 1 + random.nextInt(4);
            for (int piece = 1; piece <= pieces; piece++) {
                int length = list.bytes().length * piece / pieces;
                Files.write(file, Arrays.copyOf(list.bytes(), length));
                Call.pause(random.nextInt(150));
            }
            if (random.nextInt(3) == 0) {
                meddledWith.add(list.name());
                Files.deleteIfExists(file);
            } else if (random.nextInt(3) == 0) {
                meddledWith.add(list.name());
                OddList other = lists.next(number++);
                instead.add(other);
                api.quarantine().add(other.ids());
                Path aside = Files.write(here.resolve("aside"), other.bytes());
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }

        private void disturb() {
            switch (random.nextInt(12)) {
                case 0 -> {
                    program.kill();
                    start();
                }
                case 1 -> {
                    program.signal("STOP");
                    Call.pause(500 + random.nextInt(3_000));
                    program.signal("CONT");
                }
                case 2 -> {
                    stop();
                    start();
                }
                default -> Call.pause(1);
            }
        }

        /** Law 2: the process ends when it is told to. */
        private void stop() {
            assertThat(program.terminate()).as("exit code; it said: %s", program.output()).isZero();
        }

        private void awaitWord(OddList list) {
            await("word of " + list.name() + " (" + list.form() + ")")
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> hasEnded(list));
        }

        private boolean hasEnded(OddList list) {
            if (told.isRejected(list) || told.report(list).isPresent()) {
                return true;
            }
            told.held(list)
                    .filter(held -> answered.add(list.name()))
                    .ifPresent(held -> answer(list, held));
            return meddledWith.contains(list.name())
                    && !Files.exists(data.inbox().resolve(list.name()));
        }

        /** What a person says of a held list, once: whoever looks at it lets no noise go. */
        private void answer(OddList list, Path held) {
            // What lies there in place of a list may be noise.
            boolean mayBeNoise = list.ids().isEmpty() || meddledWith.contains(list.name());
            boolean cancel = mayBeNoise || random.nextBoolean();
            if (cancel) {
                cancelled.add(list.name());
            }
            Told.answer(held, cancel ? "cancel" : "approve");
        }

        /** Law 2: whatever came before, the next list is taken. */
        private void checkNextIsTaken() {
            List<String> ids = new OddIds(random).investigate(3);
            String name = "next-" + number++ + ".csv";
            api.quarantine().add(ids);
            data.drop(name, ids);
            JobReport report = data.awaitReport(name);
            assertThat(report.outcomes()).containsOnly(Map.entry("RELEASED", 3L));
        }

        private void check() {
            Quarantine truth = api.quarantine();
            truth.strangers().forEach(id -> broken.add("law 1: sent, and no id of a list: " + id));
            truth.twice().forEach(id -> broken.add("law 3: really released twice: " + id));
            dropped.forEach(this::check);
            assertThat(broken).as("laws broken").isEmpty();
        }

        private void check(OddList list) {
            Optional<JobReport> report = told.report(list);
            if (report.isEmpty() || cancelled.contains(list.name())) {
                count(report.isEmpty() ? "refused" : "cancelled", list);
                checkNothingWasSent(list);
                return;
            }
            count("read", list);
            Map<String, ReportLine> rows = new HashMap<>();
            report.get().lines().forEach(line -> rows.putIfAbsent(line.id(), line));
            if (!meddledWith.contains(list.name())) {
                list.ids().forEach(id -> checkRow(list, id, rows.get(id)));
            }
            rows.values().stream()
                    .filter(row -> row.outcome().equals("RELEASED"))
                    .filter(row -> api.quarantine().releases(row.id()) != 1)
                    .forEach(row -> broken.add("law 3: told as released, and is not: " + row));
        }

        private void checkNothingWasSent(OddList list) {
            if (!meddledWith.contains(list.name())) {
                list.ids().stream()
                        .filter(this::wasSentForThisAlone)
                        .forEach(id -> broken.add("law 1: sent from " + list.shown() + ": " + id));
            }
        }

        /** The server has every message, and works in the end. */
        private void checkRow(OddList list, String id, ReportLine row) {
            if (row == null && !answered.contains(list.name())) {
                broken.add("law 1: no row of " + id + " in " + list.shown());
            } else if (row != null && !isFair(list, row.outcome())) {
                broken.add("law 3: held in the end, and nobody's fault: " + row);
            }
        }

        /** An id where none was expected is told of before a person lets the list go. */
        private boolean isFair(OddList list, String outcome) {
            return Set.of("RELEASED", "DUPLICATE").contains(outcome)
                    || (answered.contains(list.name()) && outcome.equals("INVALID"));
        }

        private boolean wasSentForThisAlone(String id) {
            long holders =
                    Stream.concat(dropped.stream(), instead.stream())
                            .filter(list -> list.ids().contains(id))
                            .count();
            return holders == 1 && api.quarantine().wasSent(id);
        }

        private void count(String end, OddList list) {
            ends.merge(list.form().split(" ")[0] + " " + end, 1, Integer::sum);
        }

        private <T> T one(T[] of) {
            return of[random.nextInt(of.length)];
        }

        void end() {
            if (program.isAlive()) {
                program.close();
            }
        }

        private Map<String, String> settings() {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("reprieve.data.dir", data.path().toString());
            settings.put("reprieve.cloudflare.base-url", api.address());
            settings.put("reprieve.cloudflare.account-id", "0123456789abcdef0123456789abcdef");
            settings.put("reprieve.cloudflare.api-token", "a-token-of-the-laws");
            settings.put("reprieve.batch.linger", "100ms");
            settings.put("reprieve.batch.max-size", "40");
            settings.put("reprieve.intake.files.delay", "100ms");
            settings.put("reprieve.intake.files.min-age", "300ms");
            settings.put("reprieve.retry.first-delay", "50ms");
            settings.put("reprieve.retry.max-delay", "1s");
            settings.put("reprieve.retry.failed-attempts", "20");
            settings.put("reprieve.retry.settle-time", SETTLE_TIME.toSeconds() + "s");
            settings.put("reprieve.http.response-timeout", "2s");
            settings.put("reprieve.rate.requests", "100000");
            settings.put("reprieve.rate.window", "1s");
            return settings;
        }
    }
}
