package io.reprieve.domain;

import static io.reprieve.domain.Samples.FACTS;
import static io.reprieve.domain.Samples.accessRefused;
import static io.reprieve.domain.Samples.ids;
import static io.reprieve.domain.Samples.notStarted;
import static io.reprieve.domain.Samples.recipients;
import static io.reprieve.domain.Samples.refused;
import static io.reprieve.domain.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer.Cause;
import io.reprieve.domain.MessageState.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the API answers, in whatever order: each id ends exactly once, and truly. */
class AnyAnswerTest {
    private static final List<String> IDS = ids(60);

    /** Together as long as the settle time: so late a call may work, and so late a look knows. */
    private static final Duration LATE = Duration.ofSeconds(35);

    private static final Duration LAG = Duration.ofSeconds(25);

    /** Seeds that stay, and new ones each time; the failing one is in the test's name. */
    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 150),
                new SplittableRandom(System.nanoTime()).longs(50).map(Math::abs));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void each_id_ends_exactly_once_whatever_the_answers(long seed) {
        for (InDoubt inDoubt : InDoubt.values()) {
            Chaos chaos = new Chaos(seed);
            Simulation run =
                    new Simulation(chaos, Samples.policy(inDoubt), null, 20, 1 + (int) (seed % 4));

            chaos.clock = run.clock();
            run.run(IDS);

            for (String id : IDS) {
                List<RowResult> settled = run.results().get(id);
                assertThat(settled).as("%s, %s, seed %d", id, inDoubt, seed).hasSize(1);
                int copies = chaos.copies.getOrDefault(id, 0);
                if (settled.get(0).outcome() == Outcome.RELEASED) {
                    assertThat(copies).as("RELEASED %s, seed %d", id, seed).isPositive();
                }
                if (inDoubt != InDoubt.RESEND) {
                    assertThat(copies).as("copies of %s, seed %d", id, seed).isLessThan(2);
                }
            }
        }
    }

    /** An API that answers anything, works late, and knows late what it did. */
    private static final class Chaos implements Simulation.Api {
        private final SplittableRandom random;
        private final Map<String, Integer> copies = new HashMap<>();
        private final Map<String, Instant> work = new HashMap<>();
        private TestClock clock;

        private Chaos(long seed) {
            random = new SplittableRandom(seed);
        }

        @Override
        public Answer release(List<String> ids, BodyForm form) {
            return switch (random.nextInt(12)) {
                case 0 -> refused(Cause.SIZE);
                case 1 -> refused(Cause.UNSAID);
                case 2 -> refused(Cause.UNKNOWN_MESSAGE);
                case 3 -> accessRefused(random.nextBoolean());
                case 4 -> notStarted(random.nextInt(500), random.nextBoolean());
                case 5 -> notStarted(null, random.nextBoolean());
                case 6 -> unknown(random.nextBoolean(), random.nextBoolean());
                case 7, 8 -> {
                    work(ids, clock.instant().plus(upTo(LATE)));
                    yield unknown(random.nextBoolean(), random.nextBoolean());
                }
                default -> new Answer.Taken(work(ids, clock.instant()), FACTS);
            };
        }

        @Override
        public VerifyResult ask(String id) {
            return switch (random.nextInt(8)) {
                case 0 -> VerifyResult.untold(accessRefused(random.nextBoolean()), null);
                case 1 -> VerifyResult.untold(notStarted(null, random.nextBoolean()), null);
                case 2 -> VerifyResult.untold(unknown(false, random.nextBoolean()), null);
                default -> {
                    Instant seen = clock.instant().minus(upTo(LAG));
                    Instant released = work.get(id);
                    boolean isSeen = released != null && !released.isAfter(seen);
                    Kind kind = isSeen ? Kind.RELEASED : Kind.QUARANTINED;
                    yield VerifyResult.told(new MessageState(kind, "SPAM", "how", FACTS), null);
                }
            };
        }

        private Duration upTo(Duration most) {
            return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
        }

        /** Delivers or fails each message; the answer may leave it or its recipients out. */
        private List<Answer.Result> work(List<String> ids, Instant done) {
            List<Answer.Result> results = new ArrayList<>();
            for (String id : ids) {
                boolean delivers = random.nextInt(10) > 0;
                boolean leftOut = random.nextInt(5) == 0;
                if (delivers) {
                    copies.merge(id, 1, Integer::sum);
                    // What an answer leaves out may be done later than what it names.
                    work.putIfAbsent(id, leftOut ? clock.instant().plus(upTo(LATE)) : done);
                }
                String who = delivers ? (random.nextInt(9) == 0 ? "d1 f1" : "d1") : "f1";
                if (!leftOut) {
                    int place = random.nextInt(results.size() + 1);
                    results.add(place, new Answer.Result(id, null, recipients(who)));
                } else if (random.nextBoolean()) {
                    results.add(new Answer.Result(id, null, Recipients.NONE));
                }
            }
            return results;
        }
    }
}
