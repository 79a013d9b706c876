package io.reprieve.connector.sftp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Files that are left alone for a while because something went wrong with them: each waits longer
 * the more often it fails, and holds up no other. For one thread.
 */
final class FileBackoff {
    /** What is left to do with a file. */
    enum Left {
        /** Everything. */
        ALL,
        /** Its list is in the ledger or in {@code rejected/}; it only has to go. */
        MOVING
    }

    private record Held(RemoteFacts facts, Left left, int attempts, Instant until) {}

    private final Map<String, Held> held = new HashMap<>();
    private final IntFunction<Duration> delay;

    /** Waits so long after so many failures. */
    FileBackoff(IntFunction<Duration> delay) {
        this.delay = delay;
    }

    void hold(String name, RemoteFacts facts, Left left, Instant now) {
        int attempts = same(name, facts).map(Held::attempts).orElse(0);
        held.put(name, new Held(facts, left, attempts + 1, now.plus(delay.apply(attempts))));
    }

    void release(String name) {
        held.remove(name);
    }

    /** Whether this very file must wait. */
    boolean mustWait(String name, RemoteFacts facts, Instant now) {
        return same(name, facts).filter(file -> file.until().isAfter(now)).isPresent();
    }

    /** Whether this very file has been dealt with and only has to go. */
    boolean hasOnlyToGo(String name, RemoteFacts facts) {
        return same(name, facts).filter(file -> file.left() == Left.MOVING).isPresent();
    }

    /** Forgets files that are not there any more. */
    void retain(Set<String> names) {
        held.keySet().retainAll(names);
    }

    /** When the first of them may be tried again. */
    Optional<Instant> next() {
        return held.values().stream().map(Held::until).min(Instant::compareTo);
    }

    private Optional<Held> same(String name, RemoteFacts facts) {
        return Optional.ofNullable(held.get(name)).filter(file -> file.facts().equals(facts));
    }
}
