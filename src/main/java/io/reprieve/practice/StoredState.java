package io.reprieve.practice;

import java.util.List;

/**
 * Where a message is now.
 *
 * @param quarantined whether it is in quarantine
 * @param statuses its delivery status
 * @param operations what was done to it after its delivery was decided
 */
record StoredState(boolean quarantined, List<String> statuses, List<String> operations) {

    /** In quarantine; nothing was done to it. */
    static final StoredState HELD = new StoredState(true, List.of("quarantined"), List.of());

    /** In quarantine; a release was tried, and failed. */
    static final StoredState RELEASE_FAILED =
            new StoredState(true, List.of("quarantined"), List.of("QUARANTINE_RELEASE"));

    /** Delivered without ever having been released. */
    static final StoredState NEVER_HELD = new StoredState(false, List.of("delivered"), List.of());

    /** It cannot be told: whoever asks for it is refused. */
    static final StoredState UNCLEAR = new StoredState(false, List.of(), List.of());

    /** Released, with that delivery status. */
    static StoredState released(String... statuses) {
        return new StoredState(false, List.of(statuses), List.of("QUARANTINE_RELEASE"));
    }
}
