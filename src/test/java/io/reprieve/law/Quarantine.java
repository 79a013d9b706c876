package io.reprieve.law;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is true at the other side, whatever is answered: which messages there are, what was asked
 * for, and how often each was really released. Thread-safe.
 */
final class Quarantine {
    private final Map<String, Message> messages = new ConcurrentHashMap<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    private static final class Message {
        private final AtomicInteger releases = new AtomicInteger();
        private volatile long releasedAt;
    }

    /** Puts messages there, once each. */
    void add(Collection<String> ids) {
        ids.forEach(id -> messages.putIfAbsent(id, new Message()));
    }

    /** Notes that a release call named that id. */
    void asked(String id) {
        sent.add(id);
        if (!messages.containsKey(id)) {
            strangers.add(id);
        }
    }

    /** Releases a message, really; one that is not there stays so. */
    void release(String id) {
        Message message = messages.get(id);
        if (message != null) {
            message.releasedAt = System.nanoTime();
            message.releases.incrementAndGet();
        }
    }

    boolean has(String id) {
        return messages.containsKey(id);
    }

    /**
     * Whether a look that lags so far behind finds the message released.
     *
     * @param lag nanoseconds
     */
    boolean isSeenReleased(String id, long lag) {
        Message message = messages.get(id);
        return message != null
                && message.releases.get() > 0
                && System.nanoTime() - message.releasedAt >= lag;
    }

    /** How often a message was really released. */
    int releases(String id) {
        Message message = messages.get(id);
        return message == null ? 0 : message.releases.get();
    }

    /** Whether a release call ever named that id. */
    boolean wasSent(String id) {
        return sent.contains(id);
    }

    /** What was sent and is no message. */
    Set<String> strangers() {
        return new TreeSet<>(strangers);
    }

    /** Messages that were really released more than once. */
    Set<String> twice() {
        Set<String> twice = new TreeSet<>();
        messages.forEach(
                (id, message) -> {
                    if (message.releases.get() > 1) {
                        twice.add(id);
                    }
                });
        return twice;
    }

    int size() {
        return messages.size();
    }
}
