/**
 * A list becomes a job in the ledger, whole or not at all; the beans of {@code 20-import}.
 *
 * <p>In: a {@link io.reprieve.list.ListSubmission} from a source. Out: a job in the ledger, or a
 * list that is refused with a reason, or a failure, after which the list lies where it lay.
 */
package io.reprieve.importing;
