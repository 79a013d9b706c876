import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.UUID;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * Asks for the release of one message by Jakarta Messaging over AMQP 1.0 and prints the answer.
 *
 * <pre>java -cp 'JARS/*' Ask.java HOST PORT ID [USER PASSWORD]</pre>
 *
 * JARS is a folder with {@code org.apache.qpid:qpid-jms-client} and what it needs. The port is the broker's for AMQP
 * (5672; in Artemis also 61616 for all protocols). Waits for an answer for 30 s, or what ASK_SECONDS says.
 */
public class Ask {
    private static final long SECONDS = Long.parseLong(System.getenv().getOrDefault("ASK_SECONDS", "30"));

    public static void main(String[] args) {
        if (args.length != 3 && args.length != 5) {
            end("usage: java -cp 'JARS/*' Ask.java HOST PORT ID [USER PASSWORD]");
        }
        String options = "?jms.connectTimeout=10000&jms.requestTimeout=30000&jms.sendTimeout=30000&jms.closeTimeout=5000";
        JmsConnectionFactory broker = new JmsConnectionFactory("amqp://" + args[0] + ":" + args[1] + options);
        String user = args.length == 5 ? args[3] : null;
        String password = args.length == 5 ? args[4] : null;
        try (Connection connection = broker.createConnection(user, password)) {
            connection.start();
            String answer = ask(connection.createSession(false, Session.AUTO_ACKNOWLEDGE), args[2]);
            if (answer == null) {
                end(
                        "no answer within "
                                + SECONDS
                                + " s. If the broker took the request, it waits in reprieve.requests, or for a person.");
            }
            System.out.println(answer);
        } catch (JMSException e) {
            end(e.getMessage());
        }
    }

    private static String ask(Session session, String id) throws JMSException {
        Queue replies = session.createTemporaryQueue();
        String mark = UUID.randomUUID().toString();
        try (MessageConsumer answers = session.createConsumer(replies, "JMSCorrelationID = '" + mark + "'");
                MessageProducer requests = session.createProducer(session.createQueue("reprieve.requests"))) {
            TextMessage request = session.createTextMessage(id);
            request.setJMSReplyTo(replies);
            request.setJMSCorrelationID(mark);
            requests.send(request, DeliveryMode.PERSISTENT, 4, 0);
            TextMessage answer = (TextMessage) answers.receive(SECONDS * 1_000);
            return answer == null ? null : answer.getText();
        }
    }

    private static void end(String trouble) {
        System.err.println(trouble);
        System.exit(1);
    }
}
