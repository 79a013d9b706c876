package io.reprieve.domain;

import java.time.Instant;

/**
 * A release call as it was made.
 *
 * @param form its body form
 * @param size ids in it
 * @param only the id, where it held a single one; else null
 * @param refused when a call that held its ids was first refused, or null
 * @param began when it began
 */
public record Sent(BodyForm form, int size, String only, Instant refused, Instant began) {
    /** The call of that batch. */
    public static Sent of(Batch batch, BodyForm form, Instant began) {
        String only = batch.size() == 1 ? batch.ids().get(0) : null;
        Instant refused = batch.parts().get(0).history().refused();
        return new Sent(form, batch.size(), only, refused, began);
    }
}
