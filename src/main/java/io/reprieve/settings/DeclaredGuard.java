package io.reprieve.settings;

import java.util.List;

/** Settings of the guard rails. */
final class DeclaredGuard {
    static final Setting<Integer> MAX_IDS =
            Setting.of(
                    "reprieve.guard.max-ids",
                    ValueTypes.integer(0, 1_000_000_000),
                    "100000",
                    "A list with more rows waits for approval; 0: no limit.");

    static final Setting<Integer> MAX_ROWS =
            Setting.of(
                    "reprieve.guard.max-rows",
                    ValueTypes.integer(1, 1_000_000_000),
                    "10000000",
                    "A list with more rows is refused before it fills the disk. One row "
                            + "takes some 200 bytes there. A packed list of more than 100000 rows "
                            + "that has more rows than bytes is refused in any case.");

    static final Setting<NewDoor> NEW_DOOR =
            Setting.of(
                    "reprieve.guard.new-door",
                    ValueTypes.choice(NewDoor.class),
                    "off",
                    "Whether a list from a door not seen before waits for approval. A door "
                            + "is known once a list of it was let through.");

    static final Setting<DispositionGuard> DISPOSITION =
            Setting.of(
                    "reprieve.guard.disposition",
                    ValueTypes.choice(DispositionGuard.class),
                    "off",
                    "Whether malicious messages are held back. With check, Cloudflare's "
                            + "verdict on each message is asked for first: one call for each id, "
                            + "paced like all others. MALICIOUS and MALICIOUS-BEC end in the dead "
                            + "letter, all others are released.");

    /** All of the above. */
    static final List<Setting<?>> ALL = List.of(MAX_IDS, MAX_ROWS, NEW_DOOR, DISPOSITION);

    private DeclaredGuard() {}
}
