/**
 * From a list as somebody sent it (text, table, JSON, Excel, packed or not) to rows with their
 * line. Reading streams: what is kept in memory does not grow with the list. Knows nothing of the
 * ledger, of Cloudflare's calls or of Camel.
 *
 * <p>{@link io.reprieve.intake.ListReader} is the way in.
 */
package io.reprieve.list;
