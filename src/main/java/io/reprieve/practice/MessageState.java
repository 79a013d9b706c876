package io.reprieve.practice;

import java.util.List;

/**
 * Where a message is now.
 *
 * @param quarantined whether it is in quarantine
 * @param statuses its delivery status
 * @param operations what was done to it after its delivery was decided
 */
record MessageState(boolean quarantined, List<String> statuses, List<String> operations) {

    /** In quarantine; nothing was done to it. */
    static final MessageState HELD = new MessageState(true, List.of("quarantined"), List.of());

    /** In quarantine; a release was tried, and failed. */
    static final MessageState RELEASE_FAILED =
            new MessageState(true, List.of("quarantined"), List.of("QUARANTINE_RELEASE"));

    /** Delivered without ever having been released. */
    static final MessageState NEVER_HELD = new MessageState(false, List.of("delivered"), List.of());

    /** It cannot be told: whoever asks for it is refused. */
    static final MessageState UNCLEAR = new MessageState(false, List.of(), List.of());

    /** Released, with that delivery status. */
    static MessageState released(String... statuses) {
        return new MessageState(false, List.of(statuses), List.of("QUARANTINE_RELEASE"));
    }
}
