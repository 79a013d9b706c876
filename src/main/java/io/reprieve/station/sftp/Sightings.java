package io.reprieve.station.sftp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Since when files look as they do. A file that claims to be old is; one that does not, because it
 * is new or the server's clock is ahead, is old once it was seen unchanged for long enough. For one
 * thread.
 */
final class Sightings {
    private record Sighting(RemoteFacts facts, Instant since) {}

    private final Map<String, Sighting> seen = new HashMap<>();
    private final Duration minAge;

    Sightings(Duration minAge) {
        this.minAge = minAge;
    }

    boolean isOldEnough(String name, RemoteFacts facts, Instant now) {
        if (!Instant.ofEpochMilli(facts.modified()).plus(minAge).isAfter(now)) {
            return true;
        }
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
