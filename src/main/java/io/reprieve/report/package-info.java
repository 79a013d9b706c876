/**
 * A complete job becomes files; the beans of {@code 50-report}.
 *
 * <p>In: jobs whose last row has an outcome. Out: report, summary and dead letter in their folders,
 * and deliveries in the ledger for the sinks.
 */
package io.reprieve.report;
