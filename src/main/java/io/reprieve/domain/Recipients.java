package io.reprieve.domain;

import java.util.List;

/**
 * What Cloudflare says of the recipients of one message. A recipient list that is missing, null or
 * empty in the answer is empty here. Immutable; safe to share between threads.
 *
 * @param delivered mail addresses that have received the message
 * @param undelivered mail addresses that have not, without a failure
 * @param failed mail addresses whose delivery failed
 */
public record Recipients(List<String> delivered, List<String> undelivered, List<String> failed) {
    /** No recipient at all: such an answer settles nothing. */
    public static final Recipients NONE = new Recipients(List.of(), List.of(), List.of());

    /** Copies the lists; an answer that repeats a secret of ours there has it taken out. */
    public Recipients {
        delivered = masked(delivered);
        undelivered = masked(undelivered);
        failed = masked(failed);
    }

    private static List<String> masked(List<String> recipients) {
        return switch (recipients.size()) {
            case 0 -> List.of();
            case 1 -> List.of(Secrets.mask(recipients.get(0)));
            default -> recipients.stream().map(Secrets::mask).toList();
        };
    }

    /** Whether no list names anybody. */
    public boolean isEmpty() {
        return delivered.isEmpty() && undelivered.isEmpty() && failed.isEmpty();
    }
}
