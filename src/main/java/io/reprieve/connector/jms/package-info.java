/**
 * The source for requests that come as messages, and the sink for their answers. Speaks Jakarta
 * Messaging and nothing of any one broker; what brokers' clients want said differently is in {@code
 * Factories} and {@code MessageBodies}.
 */
package io.reprieve.connector.jms;
