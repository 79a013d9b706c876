/**
 * Joins and starts everything: takes the lock of the data folder, opens the ledger, binds the
 * beans, loads the route files, ends all of it in order.
 *
 * <p>In: settings and a folder of routes. Out: a running {@link io.reprieve.app.Reprieve}.
 */
package io.reprieve.app;
