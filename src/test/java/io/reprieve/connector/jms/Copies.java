package io.reprieve.connector.jms;

import java.util.UUID;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.utils.UUIDGenerator;

/** Sends messages with an id of the sender's choice, as bridges and simple clients do. */
final class Copies {
    private Copies() {}

    /** Sends a text with that id. */
    static void sendAgain(String url, String messageId, String text, String correlation)
            throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(url);
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession();
                ClientProducer producer = session.createProducer(Team.REQUESTS)) {
            ClientMessage message = session.createMessage(ClientMessage.TEXT_TYPE, true);
            UUID id = UUID.fromString(messageId.substring("ID:".length()));
            message.setUserID(UUIDGenerator.getInstance().fromJavaUUID(id));
            message.setCorrelationID(correlation);
            message.getBodyBuffer()
                    .writeNullableSimpleString(
                            org.apache.activemq.artemis.api.core.SimpleString.of(text));
            producer.send(message);
        }
    }
}
