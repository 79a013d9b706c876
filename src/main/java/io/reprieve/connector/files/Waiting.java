package io.reprieve.connector.files;

import io.reprieve.importing.FileFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files of the inbox are under way, and which have to wait: one that has just changed, and
 * one that could not be taken, longer each time. One that changes is a new one. Thread-safe.
 */
final class Waiting {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MAX_DOUBLED = 5;

    private final Map<Path, State> states = new HashMap<>();
    private final Set<Path> underWay = new HashSet<>();
    private final Duration quiet;
    private final Duration minAge;
    private boolean isSomeYoung;

    /**
     * Nothing is known yet.
     *
     * @param quiet how long a file must have been left unchanged before it is read
     * @param minAge the same for one that was seen to change: it will not be read in vain twice
     */
    Waiting(Duration quiet, Duration minAge) {
        this.quiet = quiet;
        this.minAge = minAge;
    }

    /**
     * What is known of a file.
     *
     * @param isRestless whether it was seen to change
     * @param since when it looked like that first, by {@link System#nanoTime}
     * @param failures how often it could not be taken
     * @param until when it may be tried again, by the same clock
     */
    private record State(
            FileFacts facts, boolean isRestless, long since, int failures, long until) {}

    /** Those that may be taken now. */
    synchronized List<InboxLook.Seen> ready(Collection<InboxLook.Seen> all) {
        Set<Path> paths = new HashSet<>();
        all.forEach(file -> paths.add(file.path()));
        states.keySet().retainAll(paths);
        isSomeYoung = false;
        return all.stream().filter(this::isReady).toList();
    }

    /** Whether something is under way, or has to wait for so short a time that it is worth it. */
    synchronized boolean isSomethingComing() {
        return isSomeYoung || !underWay.isEmpty();
    }

    /** Lists under way. */
    synchronized Set<Path> underWay() {
        return Set.copyOf(underWay);
    }

    synchronized void begin(Path path) {
        underWay.add(path);
    }

    /** It has gone, or is not what it was. */
    synchronized void done(Path path) {
        states.remove(path);
        underWay.remove(path);
    }

    /** It could not be taken now, which is nobody's fault. */
    synchronized void later(Path path) {
        hold(path, false);
    }

    /** It could not be taken, and that was told. */
    synchronized void failed(Path path) {
        hold(path, true);
    }

    private void hold(Path path, boolean isFailure) {
        underWay.remove(path);
        State state = states.get(path);
        if (state != null) {
            Duration wait =
                    isFailure
                            ? FIRST.multipliedBy(1L << Math.min(state.failures, MAX_DOUBLED))
                            : SOON;
            states.put(
                    path,
                    new State(
                            state.facts,
                            state.isRestless,
                            state.since,
                            state.failures + (isFailure ? 1 : 0),
                            System.nanoTime() + wait.toNanos()));
        }
    }

    private boolean isReady(InboxLook.Seen file) {
        if (underWay.contains(file.path())) {
            return false;
        }
        long now = System.nanoTime();
        State state = states.get(file.path());
        if (state == null || !state.facts.equals(file.facts())) {
            state = new State(file.facts(), state != null, now, 0, now);
            states.put(file.path(), state);
        }
        boolean isYoung = isYoung(state, now);
        boolean mustWait = state.until - now > 0;
        isSomeYoung |= isYoung || mustWait && state.failures == 0;
        return !isYoung && !mustWait;
    }

    /** A clock that is ahead of ours, or was set back, keeps no file young. */
    private boolean isYoung(State state, long now) {
        Duration quiet = state.isRestless ? minAge : this.quiet;
        long age = System.currentTimeMillis() - state.facts.modified();
        return age < quiet.toMillis() && now - state.since < quiet.toNanos();
    }
}
