package io.reprieve.practice;

import java.util.List;

/**
 * Faults at random for release calls. Immutable. The same seed gives the same faults for the same
 * sequence of calls; calls that arrive at once may take each other's.
 *
 * @param rate probability for each release call, 0 (none) to 1
 * @param seed where the random numbers start
 * @param faults what is chosen from, each with the same probability; only kind, value, code and
 *     {@code Retry-After} of each are used
 */
public record FaultMixture(double rate, long seed, List<Fault> faults) {

    /** No faults. */
    public static final FaultMixture NONE = new FaultMixture(0, 0, List.of());

    private static final List<String> EVERYTHING_QUICK =
            List.of(
                    "status:429,code=971,retry-after=1",
                    "status:500",
                    "status:503",
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
                    "cut",
                    "broken-json",
                    "wrong-json",
                    "oversized:8",
                    "gzip",
                    "drip:200ms",
                    "delay:100ms",
                    "delay-after:100ms",
                    "refuse:200ms");

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException when it is not within 0 to 1, or there is nothing to choose
     */
    public FaultMixture {
        faults = List.copyOf(faults);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("the fault rate is 0 to 1, not " + rate);
        }
        if (rate > 0 && faults.isEmpty()) {
            throw new IllegalArgumentException("a fault rate needs faults to choose from");
        }
    }

    /** A mixture of every kind that answers, or fails, within a fraction of a second. */
    public static FaultMixture ofEverything(double rate, long seed) {
        return new FaultMixture(rate, seed, EVERYTHING_QUICK.stream().map(Fault::parse).toList());
    }
}
