package io.reprieve.connector.jms;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.filter.DestinationMapEntry;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.security.TempDestinationAuthorizationEntry;

/** A real ActiveMQ 6, in memory, with a user for Reprieve and one for teams. */
final class ActiveMqBroker implements AutoCloseable {
    /** What teams may send to, and Reprieve may not. */
    static final String FORBIDDEN = "forbidden.replies";

    static final String REPRIEVE = "reprieve";
    static final String TEAM = "team";
    private static final String BOTH = REPRIEVE + "," + TEAM;

    private final BrokerService service = new BrokerService();
    private final String url;

    private ActiveMqBroker(String deadLetterWriters) throws Exception {
        service.setPersistent(false);
        service.setUseJmx(false);
        service.setUseShutdownHook(false);
        service.setPlugins(new BrokerPlugin[] {users(), rights(deadLetterWriters)});
        url = service.addConnector("tcp://127.0.0.1:0").getPublishableConnectString();
        service.start();
        service.waitUntilStarted();
    }

    /** One where Reprieve may do what it has to. */
    static ActiveMqBroker start() throws Exception {
        return new ActiveMqBroker(BOTH);
    }

    /** One where Reprieve may not send to the dead letter. */
    static ActiveMqBroker startWithoutDeadLetter() throws Exception {
        return new ActiveMqBroker(TEAM);
    }

    String url() {
        return url;
    }

    /** The settings for it: key, value, key, value … */
    String[] settings() {
        return new String[] {
            "reprieve.jms.provider",
            "activemq",
            "reprieve.jms.url",
            url,
            "reprieve.jms.user",
            REPRIEVE,
            "reprieve.jms.password",
            passwordOf(REPRIEVE)
        };
    }

    Team team() throws Exception {
        return new Team(new ActiveMQConnectionFactory(TEAM, passwordOf(TEAM), url));
    }

    /** Unlike any word that tests look for in a log: secrets are masked there. */
    private static String passwordOf(String user) {
        return user + "-pa55word";
    }

    /** Messages that lie in a queue, those under way included. */
    long waiting(String queue) throws Exception {
        Destination there = service.getDestination(new ActiveMQQueue(queue));
        return there.getDestinationStatistics().getMessages().getCount();
    }

    @Override
    public void close() throws Exception {
        service.stop();
        service.waitUntilStopped();
    }

    private static BrokerPlugin users() {
        List<AuthenticationUser> users = new ArrayList<>();
        for (String name : List.of(REPRIEVE, TEAM)) {
            users.add(new AuthenticationUser(name, passwordOf(name), name));
        }
        return new SimpleAuthenticationPlugin(users);
    }

    private static BrokerPlugin rights(String deadLetterWriters) throws Exception {
        TempDestinationAuthorizationEntry temporary = new TempDestinationAuthorizationEntry();
        temporary.setRead(BOTH);
        temporary.setWrite(BOTH);
        temporary.setAdmin(BOTH);
        List<DestinationMapEntry<?>> entries = new ArrayList<>();
        entries.add(entry(true, Team.REQUESTS, BOTH));
        entries.add(entry(true, Team.RESULTS, BOTH));
        entries.add(entry(true, Team.DEAD, deadLetterWriters));
        entries.add(entry(true, "team.>", BOTH));
        entries.add(entry(true, FORBIDDEN, TEAM));
        entries.add(entry(false, "ActiveMQ.Advisory.>", BOTH));
        DefaultAuthorizationMap map = new DefaultAuthorizationMap();
        map.setAuthorizationEntries(new ArrayList<>(entries));
        map.setTempDestinationAuthorizationEntry(temporary);
        return new AuthorizationPlugin(map);
    }

    private static AuthorizationEntry entry(boolean isQueue, String name, String writers)
            throws Exception {
        AuthorizationEntry entry = new AuthorizationEntry();
        if (isQueue) {
            entry.setQueue(name);
        } else {
            entry.setTopic(name);
        }
        entry.setRead(BOTH);
        entry.setWrite(writers);
        entry.setAdmin(writers);
        return entry;
    }
}
