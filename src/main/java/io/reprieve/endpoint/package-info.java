/**
 * The ledger as endpoints of Camel: {@code from: ledger:…} gives a route what is due, takes the end
 * of the exchange for a commit and its failure for a rollback, and sleeps until a commit or the
 * next due time. {@code docs/ledger-component.md} is its manual.
 */
package io.reprieve.endpoint;
