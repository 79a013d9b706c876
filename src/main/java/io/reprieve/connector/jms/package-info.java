/**
 * The door for requests that come as messages, and the way out for their answers. Speaks Jakarta
 * Messaging and nothing of any one broker; what brokers' clients want said differently is in {@code
 * Factories} and {@code Bodies}.
 */
package io.reprieve.connector.jms;
