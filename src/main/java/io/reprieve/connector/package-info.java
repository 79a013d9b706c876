/**
 * Sources of lists and sinks of results, a package each. Those besides {@code files} are off until
 * their settings switch them on; a source and a sink that share a connection share a package.
 */
package io.reprieve.connector;
