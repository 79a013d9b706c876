package io.reprieve.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes a person look at a list before anything of it is sent. For one thread. */
final class Doubts {
    private static final int MAX_TOLD = 3;

    private final List<String> told = new ArrayList<>();
    private long more;

    /** Notes a reason, in words that stand behind "held:". Of many, the first are told. */
    void add(String why) {
        if (told.size() < MAX_TOLD) {
            told.add(why);
        } else {
            more++;
        }
    }

    /** All reasons together; empty where there is none. */
    Optional<String> words() {
        String others = more == 0 ? "" : "; and " + more + " more";
        return told.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", told) + others);
    }
}
