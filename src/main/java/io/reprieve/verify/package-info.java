/**
 * Looks at messages of which nobody knows what became of them, before any is sent a second time;
 * the beans of {@code 45-verify} and {@code 46-lookup}.
 *
 * <p>In: parts in doubt. Out: their outcomes, or leave to send them again, in the ledger.
 */
package io.reprieve.verify;
