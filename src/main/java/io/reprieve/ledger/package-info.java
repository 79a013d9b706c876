/**
 * The ledger: jobs, chunks, parts, the ids seen, accounts and the times of calls, in one SQLite
 * file. The only package that knows SQL. Between intake and release stands the ledger and nothing
 * else: a list is accepted once all of it is here, and whatever is done next is taken from here.
 */
package io.reprieve.ledger;
