package io.reprieve.ledger;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Part;
import java.util.List;

/**
 * What was claimed for an account: a full call, or parts that fill one, or nothing.
 *
 * @param call a call that is to be sent as it is, or null
 * @param filling parts to be aggregated; empty where there is a call
 */
public record Claim(Batch call, List<Part> filling) {
    /** Whether nothing was claimed. */
    public boolean isEmpty() {
        return call == null && filling.isEmpty();
    }
}
