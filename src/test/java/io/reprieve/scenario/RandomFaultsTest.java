package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.FaultMixture;
import io.reprieve.practice.RecordedCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of every kind at random. {@code -Dfaults.seeds=N} tries more seeds, {@code
 * -Dfaults.seed=S} that one.
 */
class RandomFaultsTest {
    private static final int IDS = 2_000;
    private static final int BATCH = 50;

    /** Questions meet faults too, and sometimes many calls in a row do. */
    private static final List<Fault> ALWAYS =
            List.of(
                    Fault.parse("status:500@0.02+all"),
                    Fault.parse("close@0.02+all"),
                    Fault.parse("lost@0.02+all"));

    @TempDir Path data;

    static LongStream seeds() {
        String one = System.getProperty("faults.seed");
        long count = Long.getLong("faults.seeds", 3);
        return one == null
                ? new Random().longs(count, 0, 1_000_000)
                : LongStream.of(Long.parseLong(one));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void in_a_storm_every_message_is_released_exactly_once(long seed) throws Exception {
        System.out.println("faults.seed=" + seed);
        var options =
                Rehearsal.cloudflareWithoutLimit()
                        .mixture(FaultMixture.ofEverything(0.3, seed))
                        .faults(ALWAYS);
        List<String> ids = Ids.plain(IDS);
        try (Rehearsal rehearsal =
                Rehearsal.prepare(data, options)
                        .with("reprieve.batch.max-size", Integer.toString(BATCH))
                        .start()) {
            rehearsal.folder().drop("first.csv", ids.subList(0, IDS / 2));
            rehearsal.folder().drop("second.csv", ids.subList(IDS / 2, IDS));

            JobReport first = rehearsal.folder().awaitReport("first.csv");
            JobReport second = rehearsal.folder().awaitReport("second.csv");

            first.allWere(Outcome.RELEASED);
            second.allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(ids);
            checkCalls(rehearsal);
        }
    }

    /**
     * Each fault may cost the rows of its call a second call, or several where only some of its
     * messages are in doubt or the calls have shrunk meanwhile.
     */
    private static void checkCalls(Rehearsal rehearsal) {
        List<RecordedCall> calls = rehearsal.cloudflare().releaseCalls();
        long faults = calls.stream().filter(call -> !call.fault().isEmpty()).count();
        long sent = calls.stream().mapToLong(RecordedCall::idCount).sum();
        assertThat(sent)
                .as("ids sent in %s calls, %s of them with a fault", calls.size(), faults)
                .isLessThanOrEqualTo(IDS + faults * BATCH);
    }
}
