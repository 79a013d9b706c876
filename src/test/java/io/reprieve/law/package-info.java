/**
 * The promise as laws, held against the real program: a server that answers anything, lists that
 * hold anything, kills and stops at any moment.
 */
package io.reprieve.law;
