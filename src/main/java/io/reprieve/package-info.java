/**
 * Releases lists of quarantined messages. The packages follow a list through the routes:
 *
 * <ol>
 *   <li>{@code connector.files}, {@code .sftp}, {@code .jms}, {@code .search}: sources of lists
 *   <li>{@code importing}: a list becomes a job in the ledger ({@code list} reads it)
 *   <li>{@code approval}: a list that waits for a person
 *   <li>{@code calls}: full calls, each in its turn ({@code cloudflare} speaks to the API, {@code
 *       domain} judges)
 *   <li>{@code verify}: what became of messages in doubt
 *   <li>{@code report}: a complete job becomes files
 *   <li>{@code connector.sftp}, {@code .jms}, {@code .notify}: sinks of results and notices
 * </ol>
 *
 * <p>Beside the flow: {@code endpoint} is the component {@code ledger} that the routes take from,
 * {@code errors} tells of failures and says when a delivery is tried again, {@code app} joins and
 * starts it, {@code cli} are the commands, {@code ledger} keeps the books, {@code settings} reads
 * the configuration, {@code files} makes files, {@code practice} is a server to practise with.
 * Which package may know which is in {@code ArchitectureTest}.
 */
package io.reprieve;
