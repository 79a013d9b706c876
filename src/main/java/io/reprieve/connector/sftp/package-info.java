/**
 * Lists from SFTP servers, and results to them: what Camel's component leaves to its users, which
 * is whom to trust, when to end a connection, what a file at the other side is and when it may go.
 */
package io.reprieve.connector.sftp;
