package io.reprieve.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Notices when both halves of a refused call are taken: then the call was refused for its size
 * alone. Remembers the newest halves only. Thread-safe.
 */
public final class TakenHalves {
    private static final int MAX_KNOWN = 1000;

    private final Map<Long, Integer> sizes =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
                    return size() > MAX_KNOWN;
                }
            };

    /**
     * Takes note of a call that was taken.
     *
     * @return the size of the larger half once both are known to be taken
     */
    public synchronized OptionalInt taken(Batch batch) {
        Long group = batch.parts().get(0).group();
        if (group == null || !batch.parts().stream().allMatch(TakenHalves::isAsRefused)) {
            return OptionalInt.empty();
        }
        sizes.put(group, batch.size());
        // Siblings differ in the last bit alone, the even one is the smaller; see Judgement.
        Integer first = sizes.get(group & ~1L);
        Integer second = sizes.get(group | 1L);
        boolean both = first != null && second != null && areHalves(first, second);
        return both ? OptionalInt.of(second) : OptionalInt.empty();
    }

    private static boolean areHalves(int first, int second) {
        return second == first || second == first + 1;
    }

    /** Rows that waited may have been asked for, and have lost the one that was to blame. */
    private static boolean isAsRefused(Part part) {
        return !part.history().otherFormTried() && part.history().waits() == 0;
    }
}
