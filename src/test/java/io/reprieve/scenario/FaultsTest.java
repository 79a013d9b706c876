package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.FaultKind;
import io.reprieve.practice.RecordedCall;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong with a call, every message is released, and none is released twice. */
class FaultsTest {
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** Faults of which nobody's access is to blame. */
    private static final List<String> FAULTS =
            List.of(
                    "status:408",
                    "status:425",
                    "status:429,code=971,retry-after=1",
                    "status:429",
                    "status:500",
                    "status:503",
                    "status:503,retry-after=1",
                    "status:520",
                    "status-after:408",
                    "status-after:500",
                    "html:502",
                    "html-after:504",
                    "html-late:300ms",
                    "accepted-late:300ms",
                    "lost-late:300ms",
                    "challenge",
                    "challenge-after",
                    "unsuccessful",
                    "reset",
                    "reset-after",
                    "close",
                    "lost",
                    "hang:2s",
                    "hang-after:2s",
                    "cut",
                    "broken-json",
                    "wrong-json",
                    "oversized:32",
                    "gzip",
                    "drip:200ms",
                    "drip:3s",
                    "delay:200ms",
                    "delay:1500ms",
                    "delay-after:1500ms",
                    "refuse:300ms",
                    "status:500x3",
                    "lostx2",
                    "status:500x6+all",
                    "resetx6+all",
                    "challengex6+all",
                    "cutx6+all",
                    "hang:2sx3+all");

    @TempDir static Path data;
    private static Rehearsal rehearsal;

    static List<String> faults() {
        return FAULTS;
    }

    @BeforeAll
    static void start() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.batch.max-size", "100");
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_fault_costs_no_message_and_doubles_none(String fault) {
        List<String> ids = Ids.plain(NEXT.getAndAdd(250), 250);
        String name = "list-" + NEXT.get() + ".csv";
        rehearsal.cloudflare().fault(Fault.parse(fault));

        JobReport report = rehearsal.release(name, ids);

        rehearsal.cloudflare().clearFaults();
        report.allWere(Outcome.RELEASED);
        rehearsal.checkReleasedOnce(ids);
        assertThat(report.deadLetter()).doesNotExist();
    }

    @Test
    void every_kind_of_fault_is_tried() {
        Stream<String> tried = FAULTS.stream().map(fault -> Fault.parse(fault).kind().word());
        assertThat(tried.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FaultKind.values())
                                .filter(kind -> kind != FaultKind.REDIRECT)
                                .map(FaultKind::word)
                                .toList());
    }

    /** Calls have shrunk by the faults of the others. */
    @Test
    void a_call_whose_answer_was_lost_is_not_sent_again_and_says_how_it_is_known(@TempDir Path own)
            throws Exception {
        List<String> ids = Ids.plain(20);
        try (Rehearsal fresh = Rehearsal.start(own)) {
            fresh.cloudflare().fault(Fault.parse("lost"));

            JobReport report = fresh.release("lost.csv", ids);

            assertThat(report.calls()).isOne();
            assertThat(report.lines())
                    .allMatch(line -> line.reason().contains("found released when asked for"));
            assertThat(releaseCallsWith(fresh, ids.get(0))).hasSize(1);
        }
    }

    @Test
    void a_call_that_was_not_begun_is_repeated_as_often_as_it_is_counted(@TempDir Path own)
            throws Exception {
        List<String> ids = Ids.plain(20);
        try (Rehearsal fresh = Rehearsal.start(own)) {
            fresh.cloudflare().fault(Fault.parse("status:503x3"));

            JobReport report = fresh.release("busy.csv", ids);

            assertThat(releaseCallsWith(fresh, ids.get(0))).hasSize(4);
            assertThat(report.calls()).isEqualTo(4);
            assertThat(report.summary().path("retries").asLong()).isEqualTo(3);
            assertThat(report.lines()).allMatch(line -> line.attempts() == 4);
        }
    }

    private static List<RecordedCall> releaseCallsWith(Rehearsal fresh, String id) {
        return fresh.cloudflare().releaseCalls().stream()
                .filter(call -> call.ids().contains(id))
                .toList();
    }
}
