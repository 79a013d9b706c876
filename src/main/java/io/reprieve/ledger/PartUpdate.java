package io.reprieve.ledger;

import io.reprieve.domain.Part.History;
import java.time.Instant;

/**
 * One of the pieces that a part falls into: places of the chunk that share their outcome from now
 * on.
 *
 * @param state the new state
 * @param places places in the chunk, ascending
 * @param notBefore when it is due
 * @param history what happened to the rows so far
 * @param group see {@link io.reprieve.domain.Part#group()}
 * @param outcomes text for the column of that name, or null
 */
record PartUpdate(
        String state,
        int[] places,
        Instant notBefore,
        History history,
        Long group,
        String outcomes) {

    static PartUpdate settled(int[] places, Instant now, History history, String outcomes) {
        return new PartUpdate(PartRow.SETTLED, places, now, history, null, outcomes);
    }
}
