package io.reprieve.connector.jms;

import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages that were received together and are acknowledged together. Kept until that is done, so
 * that a full disk does not send them round the broker again. For one thread at a time.
 */
public final class MessageBatch {
    /** Longest wait for a dead letter that takes nothing, in seconds. */
    private static final long LONGEST_WAIT = 60;

    private final JmsSession channel;
    private final Deque<Message> unread;
    private final List<RequestMessage> waiting = new ArrayList<>();
    private final List<RequestMessage> again = new ArrayList<>();
    private List<MessageList> lists = List.of();
    private final Deque<Rejected> rejected = new ArrayDeque<>();
    private Path file;
    private Instant notBefore = Instant.MIN;
    private final Instant receivedAt;
    private final int size;
    private int failures;

    MessageBatch(JmsSession channel, List<Message> messages, Instant receivedAt) {
        this.channel = channel;
        this.receivedAt = receivedAt;
        this.size = messages.size();
        this.unread = new ArrayDeque<>(messages);
    }

    /** Those that nobody has looked into. */
    Deque<Message> unread() {
        return unread;
    }

    /** What is to become jobs: small lists of the same account together, others alone. */
    public List<MessageList> lists() {
        return lists;
    }

    /** Since when its messages are here. */
    Instant receivedAt() {
        return receivedAt;
    }

    /** How many messages it was made of. */
    int size() {
        return size;
    }

    JmsSession channel() {
        return channel;
    }

    /** A message whose body is no list. */
    record Rejected(Message message, NoListException why) {}

    /** Those that are no list and not in the dead letter yet. */
    Deque<Rejected> rejected() {
        return rejected;
    }

    /** When it is worth to try again. */
    Instant notBefore() {
        return notBefore;
    }

    /** Says that its rejected messages could not be moved now: each time it waits longer. */
    void wait(Instant now) {
        notBefore = now.plusSeconds(Math.min(LONGEST_WAIT, 1L << Math.min(failures, 10)));
        failures++;
    }

    /** Those that are in no job yet. */
    List<RequestMessage> waiting() {
        return waiting;
    }

    /** Those that came before; they get an answer and nothing else. */
    List<RequestMessage> again() {
        return again;
    }

    /** Says that a message came before. */
    void isKnown(RequestMessage message) {
        waiting.removeIf(one -> one == message);
        again.add(message);
    }

    /** Puts a message in the place of what it was taken for. */
    void replace(RequestMessage message, RequestMessage by) {
        waiting.replaceAll(one -> one == message ? by : one);
    }

    /** Notes which file is being accepted, and removes that of an earlier attempt. */
    void isDescribedBy(Path next) throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
        file = next;
    }

    /** Says that those are in a job, safely. */
    void isTaken(MessageList list) {
        // By what they are and not by what they say: equal messages are two.
        Set<RequestMessage> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        taken.addAll(list.messages());
        waiting.removeIf(taken::contains);
        file = null;
    }

    /** Puts together what waits. */
    void arrange() {
        List<MessageList> arranged = new ArrayList<>();
        Map<String, List<RequestMessage>> shared = new LinkedHashMap<>();
        for (RequestMessage message : waiting) {
            if (message.isAlone()) {
                arranged.add(new MessageList(List.of(message)));
            } else {
                shared.computeIfAbsent(message.account(), first -> new ArrayList<>()).add(message);
            }
        }
        shared.values().forEach(messages -> arranged.add(new MessageList(messages)));
        lists = arranged;
    }
}
