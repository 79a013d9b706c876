package io.reprieve.connector.search;

import io.reprieve.domain.FoundMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A page while it is read: keeps what is taken, up to a number, and counts the rest. Used by one
 * thread at a time.
 */
final class SearchPage {
    /** A page without end must not fill the memory; one as asked for is far smaller. */
    private static final int MAX_RESULTS = 10_000;

    private final SearchFilter taking;
    private final int most;
    private final Map<String, FoundMessage> taken = new LinkedHashMap<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private boolean cut;

    SearchPage(SearchFilter taking, int most) {
        this.taking = taking;
        this.most = Math.max(MAX_RESULTS, most);
    }

    void add(FoundMessage message) {
        String why = taking.leftOut(message).orElse(null);
        if (why != null) {
            leftOut.merge(why, 1, Integer::sum);
        } else if (taken.size() < most) {
            taken.putIfAbsent(message.id(), message);
        } else {
            cut = true;
        }
    }

    Map<String, FoundMessage> taken() {
        return taken;
    }

    Map<String, Integer> leftOut() {
        return leftOut;
    }

    boolean isCut() {
        return cut;
    }
}
