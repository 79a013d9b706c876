package io.reprieve.domain;

import java.util.List;

/**
 * What travels in one release call: the ids of one account, from one or more parts. Immutable; safe
 * to share between threads.
 *
 * @param account name of the account
 * @param parts at least one; each part's {@link Part#account()} is the batch's
 */
public record Batch(String account, List<Part> parts) {
    /**
     * Copies the parts and checks that they fit together.
     *
     * @throws IllegalArgumentException when there is no part, or one of another account: its ids
     *     must never be sent with these credentials
     */
    public Batch {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A call needs at least one part.");
        }
        for (Part part : parts) {
            if (!part.account().equals(account)) {
                throw new IllegalArgumentException(
                        "Part " + part.key() + " belongs to another account than the call.");
            }
        }
    }

    /** A batch of a single part. */
    public static Batch of(Part part) {
        return new Batch(part.account(), List.of(part));
    }

    /** Number of ids in all parts. */
    public int size() {
        int size = 0;
        for (Part part : parts) {
            size += part.size();
        }
        return size;
    }

    /** All ids, in order of the parts. */
    public List<String> ids() {
        return parts.stream().flatMap(part -> part.ids().stream()).toList();
    }
}
