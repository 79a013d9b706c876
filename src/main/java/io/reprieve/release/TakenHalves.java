package io.reprieve.release;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Notices when both halves of a refused call are taken: then the call was refused for its size
 * alone. Remembers the newest halves only. Thread-safe.
 */
public final class TakenHalves {
    private static final int MOST = 1000;

    private final Map<Long, Integer> sizes =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Takes note of a call that was taken.
     *
     * @return the size of the larger half once both are known to be taken
     */
    public synchronized OptionalInt taken(Batch batch) {
        Long group = batch.parts().get(0).group();
        if (group == null || batch.parts().get(0).history().otherFormTried()) {
            return OptionalInt.empty();
        }
        sizes.put(group, batch.size());
        // Siblings differ in the last bit alone; see Judgement's groups.
        Integer sibling = sizes.get(group ^ 1);
        return sibling == null
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(sibling, batch.size()));
    }
}
