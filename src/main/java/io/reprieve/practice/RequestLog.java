package io.reprieve.practice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last calls. Keeps {@value #MAX_CALLS} of them, and the ids of the newest up to a bound. Safe
 * for use by many threads.
 */
final class RequestLog {

    /** Most calls kept; older ones are only counted. */
    static final int MAX_CALLS = 10_000;

    private final int maxIds;
    private final Deque<RecordedCall> withIds = new ArrayDeque<>();
    private final Deque<RecordedCall> withoutIds = new ArrayDeque<>();
    private long idsHeld;
    private long calls;
    private long releaseCalls;

    RequestLog(int maxIds) {
        this.maxIds = maxIds;
    }

    /** Adds a call and returns it with its number. */
    synchronized RecordedCall add(RecordedCall call) {
        calls++;
        releaseCalls += call.isRelease() ? 1 : 0;
        RecordedCall numbered = call.numbered(calls);
        withIds.add(numbered);
        idsHeld += numbered.ids().size();
        while (idsHeld > maxIds) {
            RecordedCall oldest = withIds.remove();
            idsHeld -= oldest.ids().size();
            withoutIds.add(oldest.withoutIds());
        }
        while (withIds.size() + withoutIds.size() > MAX_CALLS) {
            RecordedCall oldest = withoutIds.isEmpty() ? withIds.remove() : withoutIds.remove();
            idsHeld -= oldest.ids().size();
        }
        return numbered;
    }

    /** The calls that are kept, oldest first. */
    synchronized List<RecordedCall> kept() {
        List<RecordedCall> all = new ArrayList<>(withoutIds);
        all.addAll(withIds);
        return all;
    }

    /** Calls of every kind since the start or the last reset. */
    synchronized long calls() {
        return calls;
    }

    /** Release calls since the start or the last reset. */
    synchronized long releaseCalls() {
        return releaseCalls;
    }

    /** Forgets all calls and counts from 1 again. */
    synchronized void clear() {
        withIds.clear();
        withoutIds.clear();
        idsHeld = 0;
        calls = 0;
        releaseCalls = 0;
    }
}
