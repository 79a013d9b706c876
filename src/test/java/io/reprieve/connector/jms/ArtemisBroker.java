package io.reprieve.connector.jms;

import io.reprieve.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** A real Artemis with its journal on the disk; it can end and come back with what it had. */
public final class ArtemisBroker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Map<String, Object> options;
    private final List<Consumer<ConfigurationImpl>> changes = new ArrayList<>();
    private EmbeddedActiveMQ server;
    private ActiveMQSecurityManager security;

    private ArtemisBroker(Path folder, int port, Map<String, Object> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** A broker on a free port that is not started yet. */
    public static ArtemisBroker prepare(Path folder) throws Exception {
        return prepare(folder, Map.of());
    }

    /** A broker with further options of its acceptor. */
    public static ArtemisBroker prepare(Path folder, Map<String, Object> options) throws Exception {
        return new ArtemisBroker(folder, FreePort.next(), options);
    }

    /** Also changes its settings before it starts. */
    ArtemisBroker with(Consumer<ConfigurationImpl> change) {
        changes.add(change);
        return this;
    }

    /** Also asks who somebody is, and what he may do. */
    ArtemisBroker guardedBy(ActiveMQSecurityManager manager) {
        security = manager;
        changes.add(configuration -> configuration.setSecurityEnabled(true));
        return this;
    }

    /** Starts it, also once more. */
    public ArtemisBroker start() throws Exception {
        Map<String, Object> acceptor = new java.util.HashMap<>(options);
        acceptor.put("host", "127.0.0.1");
        acceptor.put("port", Integer.toString(port));
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(2 << 20)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(
                        new TransportConfiguration(NettyAcceptorFactory.class.getName(), acceptor));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setRedeliveryDelay(0)
                        .setDeadLetterAddress(SimpleString.of("broker.dlq"))
                        .setMaxDeliveryAttempts(10));
        changes.forEach(change -> change.accept(configuration));
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        if (security != null) {
            server.setSecurityManager(security);
        }
        server.start();
        return this;
    }

    /** Ends it; what is persistent stays. */
    public void stop() throws Exception {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** Messages that lie in a queue, those under way included. */
    public long waiting(String queue) {
        var found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /** Consumers of a queue. */
    public int consumers(String queue) {
        var found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getConsumerCount();
    }

    /** Bytes that an address takes of what it may have. */
    long size(String address) throws Exception {
        return server.getActiveMQServer()
                .getPagingManager()
                .getPageStore(SimpleString.of(address))
                .getAddressSize();
    }

    /** Makes a queue that was not there. */
    void create(String queue) throws Exception {
        server.getActiveMQServer()
                .createQueue(
                        QueueConfiguration.of(queue)
                                .setRoutingType(RoutingType.ANYCAST)
                                .setAutoCreateAddress(true));
    }

    /** Where it is, for clients of AMQP 1.0. */
    public String amqpUrl() {
        return "amqp://127.0.0.1:" + port;
    }

    /** Its port, on which it speaks all that it can. */
    public int port() {
        return port;
    }

    /** Where it is. */
    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
