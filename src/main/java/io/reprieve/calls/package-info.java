/**
 * Calls that release messages, each as full as it may be and in its turn; the beans of {@code
 * 30-calls} and {@code 40-release}.
 *
 * <p>In: parts of jobs that are due in the ledger. Out: HTTP calls, and what came of each message,
 * in the ledger.
 */
package io.reprieve.calls;
