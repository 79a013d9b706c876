package io.reprieve.connector.jms;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transaction.Coordinator;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/** A server that speaks AMQP 1.0 as far as a first transaction, and opens none. */
final class NoTransactionsBroker implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Refusal refusal;

    /** What it does when it is asked for a transaction. */
    enum Refusal {
        /** RabbitMQ 3.10 and what its documentation says of 4.2. */
        ENDS_THE_SESSION {
            @Override
            void refuse(Link coordinator) {
                Session session = coordinator.getSession();
                session.setCondition(WHY);
                session.close();
            }
        },
        /** What the standard has for a link that is not to be. */
        DETACHES_THE_LINK {
            @Override
            void refuse(Link coordinator) {
                coordinator.setSource(coordinator.getRemoteSource());
                coordinator.open();
                coordinator.setCondition(WHY);
                coordinator.close();
            }
        },
        SAYS_NOTHING {
            @Override
            void refuse(Link coordinator) {}
        };

        private static final ErrorCondition WHY =
                new ErrorCondition(
                        Symbol.valueOf("amqp:not-implemented"), "Transactions not supported");

        abstract void refuse(Link coordinator);
    }

    NoTransactionsBroker(Refusal refusal) throws IOException {
        this.refusal = refusal;
        start(this::accept);
    }

    String url() {
        return "amqp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            clients.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        Connection connection = Proton.connection();
        connection.setContainer("no transactions");
        Collector events = Proton.collector();
        connection.collect(events);
        Transport transport = Proton.transport();
        Sasl sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms("ANONYMOUS");
        transport.bind(connection);
        InputStream in = client.getInputStream();
        byte[] bytes = new byte[4_096];
        int count = 0;
        while (count >= 0) {
            transport.process();
            for (Event event = events.peek(); event != null; event = events.peek()) {
                answer(event);
                events.pop();
            }
            if (sasl.getState() == Sasl.SaslState.PN_SASL_STEP) {
                sasl.done(Sasl.SaslOutcome.PN_SASL_OK);
            }
            for (int ready = transport.pending(); ready > 0; ready = transport.pending()) {
                ByteBuffer head = transport.head();
                byte[] sent = new byte[head.remaining()];
                head.get(sent);
                client.getOutputStream().write(sent);
                transport.pop(sent.length);
            }
            int room = Math.max(0, Math.min(bytes.length, transport.capacity()));
            count = room == 0 ? -1 : in.read(bytes, 0, room);
            if (count > 0) {
                transport.tail().put(bytes, 0, count);
            }
        }
    }

    private void answer(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> event.getConnection().open();
            case SESSION_REMOTE_OPEN -> event.getSession().open();
            case LINK_REMOTE_OPEN -> {
                if (event.getLink().getRemoteTarget() instanceof Coordinator) {
                    refusal.refuse(event.getLink());
                }
            }
            case SESSION_REMOTE_CLOSE -> event.getSession().close();
            case CONNECTION_REMOTE_CLOSE -> event.getConnection().close();
            default -> {}
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Does it aside until a socket is closed. */
    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                return;
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }
}
