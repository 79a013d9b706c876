package io.reprieve.connector.jms;

import java.util.Map;

/**
 * A message that is to be sent. Immutable.
 *
 * @param text its body
 * @param correlation the mark that it repeats, or null
 * @param properties its properties, all of them texts
 */
record Outgoing(String text, String correlation, Map<String, String> properties) {}
