package io.reprieve.connector.sftp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Since when files look as they do. A file is old once it was seen unchanged for long enough, by
 * our own clock: what a server says of its age hangs on a clock that may be wrong, and a writer may
 * set it. For one thread.
 */
final class Sightings {
    private record Sighting(RemoteFacts facts, Instant since) {}

    private final Map<String, Sighting> seen = new HashMap<>();
    private final Duration minAge;

    Sightings(Duration minAge) {
        this.minAge = minAge;
    }

    boolean isOldEnough(String name, RemoteFacts facts, Instant now) {
        Sighting before = seen.get(name);
        if (before == null || !before.facts().equals(facts)) {
            seen.put(name, new Sighting(facts, now));
            return minAge.isZero();
        }
        return !before.since().plus(minAge).isAfter(now);
    }

    void retain(Set<String> names) {
        seen.keySet().retainAll(names);
    }
}
