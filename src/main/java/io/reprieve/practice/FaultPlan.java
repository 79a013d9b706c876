package io.reprieve.practice;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Random;

/** The faults that are still to happen, in their order. Safe for use by many threads. */
final class FaultPlan {

    private final List<Fault> waiting = new ArrayList<>();
    private final FaultMixture mixture;
    private final Random random;
    private boolean mixing = true;

    FaultPlan(List<Fault> first, FaultMixture mixture) {
        this.waiting.addAll(first);
        this.mixture = mixture;
        this.random = new Random(mixture.seed());
    }

    /** Adds a fault after those that wait. */
    synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    /** Ends all faults, the random ones too. */
    synchronized void clear() {
        waiting.clear();
        mixing = false;
    }

    /** What still waits, in its order, without the random ones. */
    synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    /** The fault for one call, if there is one; counts it. */
    synchronized Optional<Fault> next(boolean releaseCall) {
        for (ListIterator<Fault> each = waiting.listIterator(); each.hasNext(); ) {
            Fault fault = each.next();
            if (fault.reach().hits(releaseCall) && hits(fault.probability())) {
                use(fault, each);
                return Optional.of(fault);
            }
        }
        if (mixing && releaseCall && mixture.rate() > 0 && hits(mixture.rate())) {
            return Optional.of(mixture.faults().get(random.nextInt(mixture.faults().size())));
        }
        return Optional.empty();
    }

    private boolean hits(double probability) {
        return probability >= 1 || random.nextDouble() < probability;
    }

    private static void use(Fault fault, ListIterator<Fault> each) {
        if (fault.times() == Fault.ALWAYS) {
            return;
        }
        if (fault.times() == 1) {
            each.remove();
        } else {
            each.set(fault.times(fault.times() - 1));
        }
    }
}
