/**
 * A small HTTP/1.1 server on plain sockets. It exists beside the JDK's own because a practice
 * server must also answer badly: reset a connection, cut an answer, drip it, or say nothing at all.
 */
package io.reprieve.practice.http;
